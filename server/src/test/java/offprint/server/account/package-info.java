/** Accounts as a browser and a program meet them. */
package offprint.server.account;

/** Sessions, tokens and what each address needs, as a browser and a program meet them. */
package offprint.server.account.session;

/** Passkeys as a browser and its keys meet them. */
package offprint.server.account.passkey;

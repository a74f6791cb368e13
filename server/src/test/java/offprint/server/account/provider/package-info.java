/** Signing in at a provider, with one of the test's own. */
package offprint.server.account.provider;

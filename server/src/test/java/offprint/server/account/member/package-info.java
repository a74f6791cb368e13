/** Joining, signing in, settings and administration as a browser meets them. */
package offprint.server.account.member;

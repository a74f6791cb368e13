/** The pages for mail, without mail. */
package offprint.server.digest.subscribe;

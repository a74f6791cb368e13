/** Votes and comments as a browser and a program meet them. */
package offprint.server.discussion;

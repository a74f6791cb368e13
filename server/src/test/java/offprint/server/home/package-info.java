/** Data folders and databases. */
package offprint.server.home;

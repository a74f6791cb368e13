/** Tests of runs. */
package offprint.server.search.query;

/** Tests of runs. */
package offprint.server.search.index;

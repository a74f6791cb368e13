/** Tests of runs. */
package offprint.server.run.work;

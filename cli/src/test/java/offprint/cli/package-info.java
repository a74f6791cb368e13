/** Tests of the commands. */
package offprint.cli;

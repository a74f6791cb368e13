/** Tests of what papers share. */
package offprint.harness;

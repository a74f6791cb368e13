/** Collections as browsers and programs meet them. */
package offprint.server.collection;

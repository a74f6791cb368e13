/** Following and notices as browsers and programs meet them. */
package offprint.server.follow;

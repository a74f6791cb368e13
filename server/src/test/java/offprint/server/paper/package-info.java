@org.jspecify.annotations.NullMarked
package offprint.server.paper;

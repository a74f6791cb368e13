@org.jspecify.annotations.NullMarked
package offprint.server.vector;

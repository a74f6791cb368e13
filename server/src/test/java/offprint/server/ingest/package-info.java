@org.jspecify.annotations.NullMarked
package offprint.server.ingest;

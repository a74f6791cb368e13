package offprint.server.operation;

/**
 * The result of one health check.
 *
 * @param name "database", "index", "disk", "queue" or "mail"
 * @param detail a few words
 */
record HealthCheck(String name, boolean ok, String detail) {}

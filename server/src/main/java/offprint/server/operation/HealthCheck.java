package offprint.server.operation;

/**
 * One thing that must be well.
 *
 * @param name "database", "index", "disk", "queue" or "mail"
 * @param detail a few words
 */
record HealthCheck(String name, boolean ok, String detail) {}

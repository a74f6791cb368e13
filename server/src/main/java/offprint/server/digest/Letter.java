package offprint.server.digest;

/** A mail as it is read: what stands in its subject line, and the same content twice. */
record Letter(String subject, String text, String html) {}

package offprint.server.mail;

/** A mail as it is read: what stands in its subject line, and the same content twice. */
public record Letter(String subject, String text, String html) {}

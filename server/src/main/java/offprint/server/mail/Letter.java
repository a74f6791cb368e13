package offprint.server.mail;

/** A mail: its subject, and its content as text and as HTML. */
public record Letter(String subject, String text, String html) {}

package offprint.server.upload;

/**
 * An uploaded file.
 *
 * @param ref what a source parameter takes, e.g. "upload:7f3a…"
 * @param name safe form of the reader's name for it
 */
public record Upload(String ref, String name, long bytes) {}

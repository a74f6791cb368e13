package offprint.engine;

/** A file that a run produced. */
public record Artifact(String name, long bytes, String sha256) {}

package offprint.engine;

/** A file that a run gave away. */
public record Artifact(String name, long bytes, String sha256) {}

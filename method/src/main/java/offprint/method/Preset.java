package offprint.method;

/** A named, complete set of parameters. The first of a method is every surface's default. */
public record Preset<P extends Record>(String name, P params) {}

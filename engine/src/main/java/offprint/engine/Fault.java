package offprint.engine;

/**
 * One thing wrong with the input.
 *
 * @param parameter its name, "" where it is about several
 * @param message name, rule and value: "steps must be at least 100: got 12"
 */
public record Fault(String parameter, String message) {}

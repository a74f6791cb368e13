package offprint.engine;

/**
 * A fault in the input.
 *
 * @param parameter its name, "" if the fault concerns several
 * @param message name, rule and value: "steps must be at least 100: got 12"
 */
public record Fault(String parameter, String message) {}

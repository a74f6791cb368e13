package offprint.server.paper;

/**
 * A fault in a line of an import.
 *
 * @param line from 1
 * @param field its name, "" for the whole line
 * @param message rule and value: "title must not be empty: got nothing"
 */
public record LineFault(long line, String field, String message) {
  @Override
  public String toString() {
    return "line %d: %s".formatted(line, message);
  }
}

package offprint.kernels.expression;

/**
 * A place in a text.
 *
 * @param line from 1, or 0 where the text has one line only
 * @param column from 1
 */
record Place(int line, int column) {
  static Place of(String text, int offset) {
    int start = text.lastIndexOf('\n', offset - 1) + 1;
    int line = (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
    return new Place(text.indexOf('\n') < 0 ? 0 : line, offset - start + 1);
  }

  IllegalArgumentException fault(String message) {
    return new IllegalArgumentException(this + ": " + message);
  }

  @Override
  public String toString() {
    return line == 0 ? "column " + column : "line %d, column %d".formatted(line, column);
  }
}

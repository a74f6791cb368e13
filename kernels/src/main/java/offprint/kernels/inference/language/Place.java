package offprint.kernels.inference.language;

/** A place in the text of a model; both count from 1. */
record Place(int line, int column) {
  @Override
  public String toString() {
    return "line %d, column %d".formatted(line, column);
  }
}

package offprint.kernels.table;

/** How numbers are written. */
public enum DecimalMark {
  /** 1,234.5 */
  POINT,
  /** 1.234,5 */
  COMMA;

  /** The number that a cell holds; NaN if it holds none. */
  public double number(String cell) {
    return new NumberText().value(Slice.of(cell), this);
  }
}

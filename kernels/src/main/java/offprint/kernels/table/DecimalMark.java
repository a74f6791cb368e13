package offprint.kernels.table;

/** How numbers are written. */
public enum DecimalMark {
  /** 1,234.5 */
  POINT,
  /** 1.234,5 */
  COMMA
}

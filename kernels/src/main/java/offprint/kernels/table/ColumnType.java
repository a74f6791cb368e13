package offprint.kernels.table;

/** What all cells of a column are, missing ones aside. */
public enum ColumnType {
  NUMBER,
  TIME,
  TEXT,
  /** No cell has a value. */
  BLANK
}

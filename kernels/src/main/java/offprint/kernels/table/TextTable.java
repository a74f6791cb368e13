package offprint.kernels.table;

import java.util.List;

/** A table of text cells as read from a file: {@code rows} x {@code columns}. */
public final class TextTable {
  private final List<String> columns;
  private final List<String[]> rows;
  private final long[] lines;

  TextTable(List<String> columns, List<String[]> rows, long[] lines) {
    this.columns = List.copyOf(columns);
    this.rows = rows;
    this.lines = lines;
  }

  public List<String> columns() {
    return columns;
  }

  public int rows() {
    return rows.size();
  }

  /** Line of the file that row {@code row} (from 0) came from, for messages. */
  public long line(int row) {
    return lines[row];
  }

  public String cell(int row, int column) {
    return rows.get(row)[column];
  }

  /**
   * @throws IllegalArgumentException if there is no such column; the message lists those there are
   */
  public int column(String name) {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "no column '%s': the table has %s".formatted(name, String.join(", ", columns)));
    }
    return index;
  }

  /** The cells of a column, in order. */
  public String[] text(int column) {
    String[] cells = new String[rows.size()];
    for (int r = 0; r < cells.length; r++) {
      cells[r] = rows.get(r)[column];
    }
    return cells;
  }

  /**
   * The finite numbers of a column.
   *
   * @throws IllegalArgumentException naming row and column of the first cell that is blank, NaN,
   *     infinite or text
   */
  public double[] numbers(int column) {
    double[] values = numbersOrGaps(column);
    for (int r = 0; r < values.length; r++) {
      if (Double.isNaN(values[r])) {
        throw wrong(r, column, "a number");
      }
    }
    return values;
  }

  /**
   * As {@link #numbers}, with NaN where a cell is blank or says NaN or NA.
   *
   * @throws IllegalArgumentException naming row and column of the first cell that is infinite or
   *     text
   */
  public double[] numbersOrGaps(int column) {
    double[] values = new double[rows.size()];
    for (int r = 0; r < values.length; r++) {
      String cell = rows.get(r)[column];
      if (cell.isEmpty() || cell.equalsIgnoreCase("nan") || cell.equalsIgnoreCase("na")) {
        values[r] = Double.NaN;
        continue;
      }
      if (!Csv.isNumber(cell) || Double.isInfinite(Double.parseDouble(cell))) {
        throw wrong(r, column, "a number");
      }
      values[r] = Double.parseDouble(cell);
    }
    return values;
  }

  /** The fault of one cell: "row 17, column 'OT': expected a number: got 'abc'". */
  public IllegalArgumentException wrong(int row, int column, String expected) {
    String cell = rows.get(row)[column];
    return new IllegalArgumentException(
        "row %d, column '%s': expected %s: got %s"
            .formatted(
                lines[row],
                columns.get(column),
                expected,
                cell.isEmpty() ? "a blank cell" : "'" + cell + "'"));
  }
}

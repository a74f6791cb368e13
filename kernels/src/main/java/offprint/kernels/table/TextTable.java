package offprint.kernels.table;

import java.util.List;

/**
 * A table of text cells as read from a file: {@code rows} x {@code columns}, each column by its
 * dictionary.
 */
public final class TextTable {
  private final List<String> columns;
  private final List<CodedColumn> coded;
  private final long[] lines;

  TextTable(List<String> columns, List<CodedColumn> coded, long[] lines) {
    this.columns = List.copyOf(columns);
    this.coded = List.copyOf(coded);
    this.lines = lines;
  }

  public List<String> columns() {
    return columns;
  }

  public int rows() {
    return lines.length;
  }

  /** Line of the file that row {@code row} (from 0) came from, for messages. */
  public long line(int row) {
    return lines[row];
  }

  public String cell(int row, int column) {
    return coded.get(column).value(coded.get(column).code(row));
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

  /** A column by its dictionary. */
  public CodedColumn coded(int column) {
    return coded.get(column);
  }

  /** The cells of a column, in order; equal cells are one object. */
  public String[] text(int column) {
    String[] values = coded.get(column).texts().toArray(String[]::new);
    String[] cells = new String[rows()];
    for (int r = 0; r < cells.length; r++) {
      cells[r] = values[coded.get(column).code(r)];
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
    return numbers(column, false);
  }

  /**
   * As {@link #numbers}, with NaN where a cell is blank or says NaN or NA.
   *
   * @throws IllegalArgumentException naming row and column of the first cell that is infinite or
   *     text
   */
  public double[] numbersOrGaps(int column) {
    return numbers(column, true);
  }

  private double[] numbers(int column, boolean gaps) {
    CodedColumn cells = coded.get(column);
    double[] byCode = new double[cells.values()];
    for (int code = 0; code < byCode.length; code++) {
      byCode[code] = number(cells.value(code), gaps);
      if (Double.isInfinite(byCode[code])) {
        throw wrong(cells.firstRow(code), column, "a number");
      }
    }
    double[] values = new double[rows()];
    for (int r = 0; r < values.length; r++) {
      values[r] = byCode[cells.code(r)];
    }
    return values;
  }

  /** A finite number, NaN for a gap where gaps are allowed; infinite where the cell is wrong. */
  private static double number(String cell, boolean gaps) {
    if (cell.isEmpty() || cell.equalsIgnoreCase("nan") || cell.equalsIgnoreCase("na")) {
      return gaps ? Double.NaN : Double.POSITIVE_INFINITY;
    }
    try {
      double value = Double.parseDouble(cell);
      return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** The fault of one cell: "row 17, column 'OT': expected a number: got 'abc'". */
  public IllegalArgumentException wrong(int row, int column, String expected) {
    String cell = cell(row, column);
    return new IllegalArgumentException(
        "row %d, column '%s': expected %s: got %s"
            .formatted(
                lines[row],
                columns.get(column),
                expected,
                cell.isEmpty() ? "a blank cell" : "'" + cell + "'"));
  }
}

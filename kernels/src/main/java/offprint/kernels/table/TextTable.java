package offprint.kernels.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Table} by column number: {@code rows} x {@code columns} texts. */
public final class TextTable {
  private final Table table;
  private final List<String> names;
  private final @Nullable CodedColumn[] coded;

  public TextTable(Table table) {
    this.table = table;
    names = table.names();
    coded = new CodedColumn[names.size()];
  }

  /** The table with the types of its columns and what was assumed to read it. */
  public Table table() {
    return table;
  }

  public List<String> columns() {
    return names;
  }

  public int rows() {
    return table.rows();
  }

  /** Line of the file that row {@code row} (from 0) came from, for messages. */
  public long line(int row) {
    return table.lineOf(row);
  }

  public String cell(int row, int column) {
    return table.cell(row, column);
  }

  /**
   * The number of a column, as {@link Table#column(String)} finds it.
   *
   * @throws IllegalArgumentException if there is no such column; the message lists those there are
   */
  public int column(String name) {
    return table.index(name);
  }

  /** True if all cells of a column that have a value are numbers. */
  public boolean isNumeric(int column) {
    return table.column(column).type() == ColumnType.NUMBER;
  }

  /** A column by its dictionary. */
  public synchronized CodedColumn coded(int column) {
    CodedColumn known = coded[column];
    if (known == null) {
      known = table.column(column).coded();
      coded[column] = known;
    }
    return known;
  }

  /** The cells of a column, in order. */
  public String[] text(int column) {
    return table.column(column).texts();
  }

  /**
   * The finite numbers of a column.
   *
   * @throws IllegalArgumentException naming row and column of the first cell that has no value or
   *     is text
   */
  public double[] numbers(int column) {
    double[] numbers = numbersOrGaps(column);
    for (int r = 0; r < numbers.length; r++) {
      if (Double.isNaN(numbers[r])) {
        throw wrong(r, column, "a number");
      }
    }
    return numbers;
  }

  /**
   * As {@link #numbers}, with NaN where a cell has no value.
   *
   * @throws IllegalArgumentException naming row and column of the first cell that is text
   */
  public double[] numbersOrGaps(int column) {
    return table.column(column).numbers();
  }

  /** The fault of one cell: "row 17, column 'OT': expected a number: got 'abc'". */
  public IllegalArgumentException wrong(int row, int column, String expected) {
    return table.column(column).wrong(row, expected);
  }
}

package offprint.kernels.table;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of a {@link Table}: texts, and where all of them are numbers or times, those.
 *
 * <p>Blank, NA, N/A, NaN, null, none, ?, - and . are missing values of a column of numbers or
 * times; in a column of texts only blank is.
 */
public final class Column {
  /** Stands for a missing time in {@link #millis}. */
  public static final long NO_TIME = Long.MIN_VALUE;

  private final String name;
  private final Cells cells;
  private final long[] lines;
  private final ColumnEvidence evidence;
  private final DecimalMark decimal;
  private final @Nullable DateOrder order;

  Column(
      String name,
      Cells cells,
      long[] lines,
      ColumnEvidence evidence,
      DecimalMark decimal,
      @Nullable DateOrder order) {
    this.name = name;
    this.cells = cells;
    this.lines = lines;
    this.evidence = evidence;
    this.decimal = decimal;
    this.order = order;
  }

  /** What a single text is: a number, a time, blank (or another sign of no value), or text. */
  public static ColumnType typeOf(String text) {
    Cells one = new Cells();
    one.add(text);
    return new ColumnEvidence(one).type();
  }

  public String name() {
    return name;
  }

  public int rows() {
    return cells.rows();
  }

  public ColumnType type() {
    return evidence.type();
  }

  /** The decimal mark that the numbers are read with. */
  public DecimalMark decimalMark() {
    return decimal;
  }

  /** The text of a row as the file has it, without quotes. */
  public String text(int row) {
    return cells.text(row);
  }

  /** The texts of all rows [rows]; equal texts of a column that repeats few are one object. */
  public String[] texts() {
    String[] byEntry = new String[cells.entries()];
    Slice slice = new Slice();
    for (int e = 0; e < byEntry.length; e++) {
      cells.locate(e, slice);
      byEntry[e] = slice.toString();
    }
    String[] all = new String[rows()];
    Arrays.setAll(all, r -> byEntry[cells.entry(r)]);
    return all;
  }

  /** True if the row has no value. */
  public boolean missing(int row) {
    Slice slice = new Slice();
    cells.locate(cells.entry(row), slice);
    return missing(slice.strip());
  }

  /** Count of rows without a value. */
  public int missingCount() {
    Slice slice = new Slice();
    boolean[] missing = new boolean[cells.entries()];
    boolean any = false;
    for (int e = 0; e < missing.length; e++) {
      cells.locate(e, slice);
      missing[e] = missing(slice.strip());
      any |= missing[e];
    }
    int count = 0;
    for (int r = 0; any && r < rows(); r++) {
      count += missing[cells.entry(r)] ? 1 : 0;
    }
    return count;
  }

  private boolean missing(Slice cell) {
    return type() == ColumnType.TEXT ? cell.length() == 0 : Missing.is(cell);
  }

  /**
   * The numbers of all rows [rows], NaN where missing.
   *
   * @throws IllegalArgumentException naming row and column of the first cell that is neither
   */
  public double[] numbers() {
    NumberText number = new NumberText();
    Slice slice = new Slice();
    double[] byEntry = new double[cells.entries()];
    for (int e = 0; e < byEntry.length; e++) {
      cells.locate(e, slice);
      boolean missing = Missing.is(slice.strip());
      byEntry[e] = missing ? Double.NaN : number.value(slice, decimal);
      if (Double.isNaN(byEntry[e]) && !missing) {
        throw wrong(cells.firstRow(e), numberExpected());
      }
    }
    if (!cells.isCoded()) {
      return byEntry;
    }
    double[] all = new double[rows()];
    for (int r = 0; r < all.length; r++) {
      all[r] = byEntry[cells.entry(r)];
    }
    return all;
  }

  private String numberExpected() {
    boolean mixed = evidence.pointCell >= 0 && evidence.commaCell >= 0;
    return mixed
        ? "a number with decimal %s as in row %d"
            .formatted(
                decimal == DecimalMark.COMMA ? "comma" : "point",
                lines[
                    cells.firstRow(
                        decimal == DecimalMark.COMMA ? evidence.commaCell : evidence.pointCell)])
        : "a number";
  }

  /**
   * The times of all rows [rows] in milliseconds since 1970-01-01 UTC, {@link #NO_TIME} where
   * missing. Times without zone are taken as UTC.
   *
   * @throws IllegalArgumentException naming the column if day and month cannot be told apart, or
   *     row and column of the first cell that is no time
   */
  public long[] millis() {
    if (type() == ColumnType.TIME && order == null && evidence.unorderedCell >= 0) {
      throw undecided();
    }
    DateText date = new DateText();
    Slice slice = new Slice();
    DateOrder known = order == null ? DateOrder.DAY_FIRST : order;
    long[] byEntry = new long[cells.entries()];
    for (int e = 0; e < byEntry.length; e++) {
      cells.locate(e, slice);
      boolean missing = Missing.is(slice.strip());
      byEntry[e] = missing ? NO_TIME : date.millis(slice, known);
      if (byEntry[e] == NO_TIME && !missing) {
        throw wrong(cells.firstRow(e), "a date such as 2024-03-31 or 2024-03-31 14:00");
      }
    }
    long[] all = new long[rows()];
    for (int r = 0; r < all.length; r++) {
      all[r] = byEntry[cells.entry(r)];
    }
    return all;
  }

  private IllegalArgumentException undecided() {
    if (evidence.ordersContradict()) {
      return new IllegalArgumentException(
          "column '%s': dates must all be day/month or all month/day: got '%s' and '%s'"
              .formatted(
                  name,
                  evidence.text(evidence.dayFirstCell),
                  evidence.text(evidence.monthFirstCell)));
    }
    return new IllegalArgumentException(
        ("column '%s': day and month cannot be told apart, since no date has a part above 12:"
                + " got '%s' (name the date order, or write dates as 2024-03-31)")
            .formatted(name, evidence.text(evidence.unorderedCell)));
  }

  /** True if the column has times, but day and month cannot be told apart. */
  public boolean orderUndecided() {
    return type() == ColumnType.TIME && order == null && evidence.unorderedCell >= 0;
  }

  /** The column by the numbers of its different texts. */
  public CodedColumn coded() {
    return new CodedColumn(cells.toCoded());
  }

  /** Things about the column that make results silly, as phrases that start with its name. */
  public List<String> warnings() {
    return ColumnWarnings.of(this);
  }

  /** The fault of one cell: "row 17, column 'OT': expected a number: got 'abc'". */
  public IllegalArgumentException wrong(int row, String expected) {
    String cell = text(row).strip();
    return new IllegalArgumentException(
        "row %d, column '%s': expected %s: got %s"
            .formatted(
                lines[row], name, expected, cell.isEmpty() ? "a blank cell" : "'" + cell + "'"));
  }

  ColumnEvidence evidence() {
    return evidence;
  }

  @Nullable DateOrder order() {
    return order;
  }
}

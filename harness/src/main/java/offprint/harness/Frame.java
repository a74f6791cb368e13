package offprint.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Predicate;
import offprint.kernels.table.TableWriter;
import offprint.method.Table;

/**
 * Long-form rows: one row an observation, one column a variable. The same rows become a table, the
 * lines of a {@link Plot} and a CSV file.
 *
 * <p>Columns have machine names such as {@code squared_error}; a table shows them as "squared
 * error". A cell is a text or a number; NaN is a blank cell.
 */
public final class Frame {
  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  private Frame(List<String> columns) {
    this.columns = columns;
  }

  /**
   * An empty frame.
   *
   * @throws IllegalArgumentException if a name comes twice
   */
  public static Frame of(String... columns) {
    List<String> names = List.of(columns);
    if (new LinkedHashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("columns must differ: got " + names);
    }
    return new Frame(names);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if there are not as many cells as columns, or one is neither
   *     text nor a number
   */
  public Frame row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "a row must have %d cells %s: got %d".formatted(columns.size(), columns, cells.length));
    }
    for (Object cell : cells) {
      if (!(cell instanceof String || cell instanceof Number)) {
        throw new IllegalArgumentException("a cell must be text or a number: got " + cell);
      }
    }
    rows.add(List.of(cells));
    return this;
  }

  public int rows() {
    return rows.size();
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public List<String> columns() {
    return columns;
  }

  private int index(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(
          "there is no column %s: there are %s".formatted(column, columns));
    }
    return index;
  }

  /** The numbers of a column; texts are NaN. */
  public double[] numbers(String column) {
    int index = index(column);
    return rows.stream()
        .mapToDouble(row -> row.get(index) instanceof Number n ? n.doubleValue() : Double.NaN)
        .toArray();
  }

  /** The cells of a column as text. */
  public List<String> texts(String column) {
    int index = index(column);
    return rows.stream().map(row -> row.get(index).toString()).toList();
  }

  /** The different texts of a column, in order of first appearance. */
  public SequencedSet<String> values(String column) {
    return new LinkedHashSet<>(texts(column));
  }

  /** The rows whose cell in {@code column} reads as {@code value}. */
  public Frame where(String column, Object value) {
    int index = index(column);
    return keep(row -> row.get(index).toString().equals(value.toString()));
  }

  /** The first {@code count} rows, or all where there are fewer. */
  public Frame first(int count) {
    Frame part = new Frame(columns);
    part.rows.addAll(rows.subList(0, Math.min(count, rows.size())));
    return part;
  }

  private Frame keep(Predicate<List<Object>> wanted) {
    Frame part = new Frame(columns);
    rows.stream().filter(wanted).forEach(part.rows::add);
    return part;
  }

  /**
   * A table of these columns, or of all where none are named.
   *
   * @param shown each a column, or "column=Heading"
   */
  public Table table(String title, String... shown) {
    String[] wanted = shown.length == 0 ? columns.toArray(String[]::new) : shown;
    int[] at = Arrays.stream(wanted).mapToInt(name -> index(name.split("=", 2)[0])).toArray();
    return new Table(
        title,
        Arrays.stream(wanted).map(Frame::heading).toList(),
        rows.stream().map(row -> Arrays.stream(at).mapToObj(row::get).toList()).toList());
  }

  private static String heading(String shown) {
    int equals = shown.indexOf('=');
    return equals < 0 ? shown.replace('_', ' ') : shown.substring(equals + 1);
  }

  /** Writes the rows as CSV and closes {@code out}. */
  public void write(OutputStream out) throws IOException {
    try (TableWriter file = new TableWriter(out, columns)) {
      rows.forEach(file::row);
    }
  }
}

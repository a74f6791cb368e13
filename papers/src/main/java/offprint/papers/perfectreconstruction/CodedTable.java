package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import offprint.kernels.lattice.Partition;
import offprint.kernels.table.TextTable;
import offprint.method.Note;

/** Columns of a table as partitions of its rows, in the order asked for. */
final class CodedTable {
  private final List<Column> columns;
  private final long[] lines;
  private final List<Note> notes;

  private CodedTable(List<Column> columns, long[] lines, List<Note> notes) {
    this.columns = columns;
    this.lines = lines;
    this.notes = notes;
  }

  /**
   * Codes the columns named, of the rows that are kept.
   *
   * @param bins 0: as they are; else numeric columns with more different values are binned
   * @throws IllegalArgumentException on an unknown column, a cell that cannot be read, or if no row
   *     is left
   */
  static CodedTable of(TextTable table, List<String> names, int bins, Missing missing) {
    return of(table, names, Set.of(), bins, missing);
  }

  /** As above; the columns {@code plain} are never binned. */
  static CodedTable of(
      TextTable table, List<String> names, Set<String> plain, int bins, Missing missing) {
    List<Note> notes = new ArrayList<>();
    List<String[]> cells = new ArrayList<>();
    for (String name : names) {
      cells.add(ColumnSpec.of(name, table).values(table));
    }
    int[] kept = IntStream.range(0, table.rows()).toArray();
    if (missing == Missing.DROP_ROW) {
      kept =
          IntStream.range(0, table.rows())
              .filter(r -> cells.stream().noneMatch(column -> Missing.is(column[r])))
              .toArray();
      int dropped = table.rows() - kept.length;
      if (kept.length == 0) {
        throw new IllegalArgumentException(
            "missing dropRow leaves no row: each of %d has a missing value".formatted(dropped));
      }
      if (dropped > 0) {
        notes.add(
            Note.notice(
                "%d of %d rows have a missing value and were left out."
                    .formatted(dropped, table.rows())));
      }
    }
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      String[] all = cells.get(c);
      String[] values = Arrays.stream(kept).mapToObj(r -> all[r]).toArray(String[]::new);
      columns.add(
          plain.contains(names.get(c))
              ? Column.of(names.get(c), Bins.NONE, values)
              : column(names.get(c), values, bins, notes));
    }
    return new CodedTable(columns, Arrays.stream(kept).mapToLong(table::line).toArray(), notes);
  }

  private static Column column(String name, String[] cells, int bins, List<Note> notes) {
    Column plain = Column.of(name, Bins.NONE, cells);
    boolean numeric =
        plain.values().stream().allMatch(v -> Missing.is(v) || Bins.isNumber(v))
            && plain.values().stream().anyMatch(Bins::isNumber);
    if (numeric && bins > 0 && plain.values().size() > bins) {
      double[] numbers =
          Arrays.stream(cells)
              .mapToDouble(v -> Missing.is(v) ? Double.NaN : Double.parseDouble(v))
              .toArray();
      Column binned = Column.of(name, Bins.of(numbers, bins), cells);
      notes.add(
          Note.notice(
              "Column %s: %d different numbers went into %d bins of about equal size."
                  .formatted(name, plain.values().size(), binned.values().size())));
      return binned;
    }
    if (numeric && cells.length > 1 && plain.values().size() == cells.length) {
      notes.add(
          Note.notice(
              "Column %s: all its numbers differ, so it is a key by itself, with support 0; set"
                      .formatted(name)
                  + " bins to compare ranges instead."));
    }
    return plain;
  }

  List<Column> columns() {
    return columns;
  }

  /** What was left out, binned or assumed. */
  List<Note> notes() {
    return notes;
  }

  /** Line of the file that a row came from. */
  long line(int row) {
    return lines[row];
  }

  int rows() {
    return lines.length;
  }

  List<Partition> partitions() {
    return columns.stream().map(Column::partition).toList();
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** The rows given, in their order. */
  CodedTable restrict(int[] rows) {
    return new CodedTable(
        columns.stream().map(c -> c.restrict(rows)).toList(),
        Arrays.stream(rows).mapToLong(r -> lines[r]).toArray(),
        notes);
  }

  /** All columns together: which rows are equal throughout. */
  Partition whole() {
    Partition whole = Partition.constant(rows());
    for (Column column : columns) {
      whole = whole.join(column.partition());
    }
    return whole;
  }
}

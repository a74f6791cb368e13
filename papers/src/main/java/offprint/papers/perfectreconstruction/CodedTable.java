package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import offprint.kernels.lattice.Partition;
import offprint.kernels.table.CodedColumn;
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
    List<CodedColumn> cells = new ArrayList<>();
    List<String[]> values = new ArrayList<>();
    for (String name : names) {
      ColumnSpec spec = ColumnSpec.of(name, table);
      cells.add(spec.cells(table));
      values.add(spec.values(table));
    }
    BitSet kept = new BitSet(table.rows());
    kept.set(0, table.rows());
    if (missing == Missing.DROP_ROW) {
      for (int c = 0; c < names.size(); c++) {
        dropMissing(cells.get(c), values.get(c), kept);
      }
      int dropped = table.rows() - kept.cardinality();
      if (kept.isEmpty()) {
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
    int[] rows = kept.stream().toArray();
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      int[] codes = new int[rows.length];
      CodedColumn column = cells.get(c);
      Arrays.setAll(codes, r -> column.code(rows[r]));
      columns.add(
          plain.contains(names.get(c))
              ? Column.of(names.get(c), Bins.NONE, values.get(c), codes)
              : column(names.get(c), values.get(c), codes, bins, notes));
    }
    return new CodedTable(columns, Arrays.stream(rows).mapToLong(table::line).toArray(), notes);
  }

  private static void dropMissing(CodedColumn cells, String[] values, BitSet kept) {
    boolean[] gap = new boolean[values.length];
    for (int code = 0; code < gap.length; code++) {
      gap[code] = Missing.is(values[code]);
    }
    for (int r = 0; r < cells.rows(); r++) {
      if (gap[cells.code(r)]) {
        kept.clear(r);
      }
    }
  }

  /**
   * @param values by code
   * @param codes by row
   */
  private static Column column(
      String name, String[] values, int[] codes, int bins, List<Note> notes) {
    Column plain = Column.of(name, Bins.NONE, values, codes);
    boolean numeric =
        plain.values().stream().allMatch(v -> Missing.is(v) || Bins.isNumber(v))
            && plain.values().stream().anyMatch(Bins::isNumber);
    if (numeric && bins > 0 && plain.values().size() > bins) {
      double[] numbers =
          plain.values().stream()
              .mapToDouble(v -> Missing.is(v) ? Double.NaN : Double.parseDouble(v))
              .toArray();
      double[] byRow = new double[codes.length];
      Arrays.setAll(byRow, r -> numbers[plain.partition().block(r)]);
      Column binned = Column.of(name, Bins.of(byRow, bins), values, codes);
      notes.add(
          Note.notice(
              "Column %s: %d different numbers went into %d bins of about equal size."
                  .formatted(name, plain.values().size(), binned.values().size())));
      return binned;
    }
    if (numeric && codes.length > 1 && plain.values().size() == codes.length) {
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

  /** The rows given, ascending. */
  CodedTable restrict(int[] rows) {
    if (rows.length == rows()) {
      return this;
    }
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

package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.kernels.lattice.Partition;
import offprint.kernels.table.CodedColumn;
import offprint.kernels.table.DecimalMark;
import offprint.kernels.table.TextTable;

/**
 * Columns of a table as partitions of its rows, in the order asked for.
 *
 * @param lines of the file that the rows came from
 */
record CodedTable(List<Column> columns, long[] lines) {
  /**
   * Codes the named columns of the rows that are kept.
   *
   * @param bins 0: as they are; else numeric columns with more different values are binned
   * @throws IllegalArgumentException on an unknown column, a cell that cannot be read, or if no row
   *     is left
   */
  static CodedTable of(
      TextTable table, List<String> names, int bins, Missing missing, Findings out) {
    return of(table, names, Set.of(), bins, missing, out);
  }

  /** As above, without binning the columns {@code plain}. */
  static CodedTable of(
      TextTable table,
      List<String> names,
      Set<String> plain,
      int bins,
      Missing missing,
      Findings out) {
    List<ColumnSpec> specs = names.stream().map(name -> ColumnSpec.of(name, table)).toList();
    List<CodedColumn> cells = specs.stream().map(spec -> spec.cells(table)).toList();
    List<String[]> values = specs.stream().map(spec -> spec.values(table)).toList();
    int[] rows = IntStream.range(0, table.rows()).toArray();
    for (int c = 0; missing == Missing.DROP_ROW && c < cells.size(); c++) {
      CodedColumn column = cells.get(c);
      String[] value = values.get(c);
      rows = IntStream.of(rows).filter(r -> !Missing.is(value[column.code(r)])).toArray();
    }
    int dropped = table.rows() - rows.length;
    if (rows.length == 0) {
      throw new IllegalArgumentException(
          "missing dropRow leaves no row: each of %d has a missing value".formatted(dropped));
    }
    if (dropped > 0) {
      out.assumed(
          "%d of %d rows have a missing value and were left out.".formatted(dropped, table.rows()));
    }
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < cells.size(); c++) {
      String name = names.get(c);
      int[] codes = IntStream.of(rows).map(cells.get(c)::code).toArray();
      columns.add(
          plain.contains(name)
              ? Column.of(name, Bins.NONE, DecimalMark.POINT, values.get(c), codes)
              : column(name, values.get(c), codes, bins, specs.get(c).mark(table), out));
    }
    return new CodedTable(columns, IntStream.of(rows).mapToLong(table::line).toArray());
  }

  /**
   * @param values by code
   * @param codes by row
   */
  private static Column column(
      String name, String[] values, int[] codes, int bins, DecimalMark mark, Findings out) {
    Column plain = Column.of(name, Bins.NONE, DecimalMark.POINT, values, codes);
    int different = plain.values().size();
    double[] numbers =
        plain.values().stream()
            .mapToDouble(v -> Missing.is(v) ? Double.NaN : mark.number(v))
            .toArray();
    boolean numeric =
        IntStream.range(0, different)
            .allMatch(v -> Double.isFinite(numbers[v]) || Missing.is(plain.values().get(v)));
    if (!numeric || Arrays.stream(numbers).allMatch(Double::isNaN)) {
      return plain;
    }
    if (bins > 0 && different > bins) {
      double[] byRow = new double[codes.length];
      Arrays.setAll(byRow, r -> numbers[plain.partition().block(r)]);
      Column binned = Column.of(name, Bins.of(byRow, bins), mark, values, codes);
      out.assumed(
          "Column %s: %d different numbers went into %d bins of about equal size."
              .formatted(name, different, binned.values().size()));
      return binned;
    }
    if (codes.length > 1 && different == codes.length) {
      out.warning(
          "Column %s: all its numbers differ, so it is a key by itself, with support 0; leave it"
                  .formatted(name)
              + " out, or set bins to compare ranges instead.");
    }
    return plain;
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

  Column column(String name) {
    return columns.get(names().indexOf(name));
  }

  /** The table with only these rows, ascending. */
  CodedTable restrict(int[] rows) {
    return rows.length == rows()
        ? this
        : new CodedTable(
            columns.stream().map(c -> c.restrict(rows)).toList(),
            IntStream.of(rows).mapToLong(this::line).toArray());
  }

  /** The join of the named columns. */
  Partition join(List<String> names) {
    Partition join = Partition.constant(rows());
    for (String name : names) {
      join = join.join(column(name).partition());
    }
    return join;
  }

  /** The first row of each block. */
  static int[] firstRows(Partition rows) {
    int[] first = new int[rows.blocks()];
    for (int r = rows.states() - 1; r >= 0; r--) {
      first[rows.block(r)] = r;
    }
    return first;
  }

  /**
   * The first two rows that agree in {@code x} and differ in a column; none if it is a function.
   */
  int[] conflict(Partition x, String name) {
    Partition part = column(name).partition();
    int[] first = firstRows(x);
    for (int r = 0; r < x.states(); r++) {
      if (part.block(first[x.block(r)]) != part.block(r)) {
        return new int[] {first[x.block(r)], r};
      }
    }
    return new int[0];
  }

  /** The join of all columns: blocks of equal rows. */
  Partition whole() {
    return join(names());
  }
}

package offprint.kernels.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table as read from a file: named columns of texts, numbers or times, and what was assumed.
 *
 * <p>Decimal mark and date order are decided for each column from all its rows. A column that reads
 * either way follows the other columns.
 */
public final class Table {
  private final List<Column> columns;
  private final long[] lines;
  private final boolean header;
  private final List<String> noted;

  /**
   * @param names of the columns, all different
   * @param cells of the columns, equally many rows each
   * @param lines where each row starts in the file, from 1 [rows]
   * @param header true if the names come from the file
   * @param conventions forced or likely decimal mark and date order
   * @param noted what was assumed while reading, as short phrases
   */
  public Table(
      List<String> names,
      List<Cells> cells,
      long[] lines,
      boolean header,
      Conventions conventions,
      List<String> noted) {
    this.lines = lines;
    this.header = header;
    List<ColumnEvidence> evidence = cells.stream().map(ColumnEvidence::new).toList();
    DecimalMark decimal = conventions.decimal(evidence);
    @Nullable DateOrder order = conventions.order(evidence);
    columns = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      ColumnEvidence own = evidence.get(c);
      cells.get(c).trim();
      columns.add(
          new Column(
              names.get(c),
              cells.get(c),
              lines,
              own,
              conventions.forcedDecimal() != null || own.decimal() == null
                  ? decimal
                  : Objects.requireNonNull(own.decimal()),
              conventions.forcedOrder() == null && (own.order() != null || own.ordersContradict())
                  ? own.order()
                  : order));
    }
    this.noted = List.copyOf(noted);
  }

  /**
   * Decimal mark and date order of a whole table.
   *
   * @param forcedDecimal mark that all numbers are read with; null to decide from the cells
   * @param forcedOrder order that all dates are read with; null to decide from the cells
   * @param likelyDecimal mark where no cell tells
   */
  public record Conventions(
      @Nullable DecimalMark forcedDecimal,
      @Nullable DateOrder forcedOrder,
      DecimalMark likelyDecimal) {
    /** Nothing forced, decimal point where no cell tells. */
    public static final Conventions USUAL = new Conventions(null, null, DecimalMark.POINT);

    DecimalMark decimal(List<ColumnEvidence> columns) {
      if (forcedDecimal != null) {
        return forcedDecimal;
      }
      int commas = 0;
      int points = 0;
      for (ColumnEvidence column : columns) {
        if (column.type() == ColumnType.NUMBER && column.decimal() != null) {
          commas += column.decimal() == DecimalMark.COMMA ? 1 : 0;
          points += column.decimal() == DecimalMark.POINT ? 1 : 0;
        }
      }
      return commas == points
          ? likelyDecimal
          : commas > points ? DecimalMark.COMMA : DecimalMark.POINT;
    }

    @Nullable DateOrder order(List<ColumnEvidence> columns) {
      if (forcedOrder != null) {
        return forcedOrder;
      }
      boolean day = false;
      boolean month = false;
      for (ColumnEvidence column : columns) {
        if (column.type() == ColumnType.TIME && column.orderMatters) {
          day |= column.order() == DateOrder.DAY_FIRST;
          month |= column.order() == DateOrder.MONTH_FIRST;
        }
      }
      return day == month ? null : day ? DateOrder.DAY_FIRST : DateOrder.MONTH_FIRST;
    }
  }

  public int rows() {
    return lines.length;
  }

  public List<Column> columns() {
    return columns;
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  public Column column(int index) {
    return columns.get(index);
  }

  /**
   * The column with a name; where none has it, the only one that has it in other letter case.
   *
   * @throws IllegalArgumentException if there is no such column; the message lists those there are
   */
  public Column column(String name) {
    return columns.get(index(name));
  }

  /** Index of the column with a name, as {@link #column(String)} finds it. */
  public int index(String name) {
    int[] equal =
        IntStream.range(0, columns.size())
            .filter(c -> columns.get(c).name().equals(name))
            .toArray();
    int[] alike =
        IntStream.range(0, columns.size())
            .filter(c -> columns.get(c).name().equalsIgnoreCase(name.strip()))
            .toArray();
    if (equal.length == 0 && alike.length != 1) {
      throw new IllegalArgumentException(
          "no column '%s': the table has %s".formatted(name, String.join(", ", names())));
    }
    return equal.length > 0 ? equal[0] : alike[0];
  }

  public String cell(int row, int column) {
    return columns.get(column).text(row);
  }

  /** Line of the file that a row (from 0) starts at, from 1, for messages. */
  public long lineOf(int row) {
    return lines[row];
  }

  /** True if the names of the columns come from the file. */
  public boolean hasHeader() {
    return header;
  }

  /** What was assumed to read the file, as short phrases: "decimal comma", "3 blank cells". */
  public List<String> assumptions() {
    return assumptions(Set.of());
  }

  /**
   * As {@link #assumptions()}.
   *
   * @param sparse names of columns in which a blank cell says something; they are not counted
   */
  public List<String> assumptions(Set<String> sparse) {
    List<String> all = new ArrayList<>(noted);
    all.addAll(TableNotes.of(this, sparse));
    return all;
  }

  /** Columns that make results silly, as phrases. */
  public List<String> warnings() {
    return columns.stream().flatMap(column -> column.warnings().stream()).toList();
  }

  /** Names made different: a blank one becomes "column3", the second "x" becomes "x (2)". */
  public static List<String> uniqueNames(List<String> names) {
    Map<String, Integer> seen = new LinkedHashMap<>();
    List<String> unique = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      String name = names.get(c).strip();
      name = name.isEmpty() ? "column" + (c + 1) : name;
      String candidate = name;
      while (seen.containsKey(candidate)
          || (!candidate.equals(name) && names.contains(candidate))) {
        candidate = "%s (%d)".formatted(name, seen.merge(name, 1, Integer::sum));
      }
      seen.putIfAbsent(candidate, 1);
      unique.add(candidate);
    }
    return unique;
  }
}

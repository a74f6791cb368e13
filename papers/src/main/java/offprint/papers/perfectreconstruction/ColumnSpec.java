package offprint.papers.perfectreconstruction;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.UnaryOperator;
import offprint.kernels.table.CodedColumn;
import offprint.kernels.table.DecimalMark;
import offprint.kernels.table.TextTable;

/**
 * A column of the table, or a value derived from one: {@code authors:count} (items of a JSON list),
 * {@code title:words}, {@code summary:chars}, {@code published:10} (the first ten characters),
 * {@code date:weekday}.
 *
 * @param name as written by the reader, and in reports
 * @param source column of the table
 * @param derive cell to value; fails with what was expected
 */
record ColumnSpec(String name, String source, UnaryOperator<String> derive) {

  /**
   * @throws IllegalArgumentException if the table has no such column, or the part after the colon
   *     is no known derivation
   */
  static ColumnSpec of(String name, TextTable table) {
    int colon = name.lastIndexOf(':');
    if (table.columns().contains(name) || colon < 0) {
      table.column(name);
      return new ColumnSpec(name, name, cell -> cell);
    }
    String source = name.substring(0, colon).strip();
    table.column(source);
    return new ColumnSpec(name, source, derivation(name, name.substring(colon + 1).strip()));
  }

  private static UnaryOperator<String> derivation(String name, String what) {
    return switch (what) {
      case "count" -> cell -> cell.isEmpty() ? "" : Integer.toString(items(cell).size());
      case "words" -> cell -> cell.isEmpty() ? "0" : "" + cell.strip().split("\\s+").length;
      case "chars" -> cell -> Integer.toString(cell.codePointCount(0, cell.length()));
      case "weekday" -> ColumnSpec::weekday;
      default -> {
        if (!what.matches("[1-9][0-9]{0,3}")) {
          throw new IllegalArgumentException(
              "column '%s': after the colon count, words, chars, weekday or a number of characters"
                      .formatted(name)
                  + " must stand: got '%s'".formatted(what));
        }
        int length = Integer.parseInt(what);
        yield cell -> cell.length() <= length ? cell : cell.substring(0, length);
      }
    };
  }

  private static JsonArray items(String cell) {
    try {
      JsonElement list = JsonParser.parseString(cell);
      if (list.isJsonArray()) {
        return list.getAsJsonArray();
      }
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("a JSON list", e);
    }
    throw new IllegalArgumentException("a JSON list");
  }

  private static String weekday(String cell) {
    try {
      return cell.isEmpty()
          ? ""
          : LocalDate.parse(cell.length() > 10 ? cell.substring(0, 10) : cell)
              .getDayOfWeek()
              .name();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a date such as 2026-03-31", e);
    }
  }

  /**
   * The value derived from each different cell of the column, by the cell's code.
   *
   * @throws IllegalArgumentException naming the row and column of the first cell that does not fit
   */
  String[] values(TextTable table) {
    int column = table.column(source);
    CodedColumn cells = table.coded(column);
    String[] values = new String[cells.values()];
    for (int code = 0; code < values.length; code++) {
      try {
        values[code] = derive.apply(cells.value(code));
      } catch (IllegalArgumentException e) {
        throw (IllegalArgumentException)
            table.wrong(cells.firstRow(code), column, String.valueOf(e.getMessage())).initCause(e);
      }
    }
    return values;
  }

  /** How the values write numbers. */
  DecimalMark mark(TextTable table) {
    return name.equals(source)
        ? table.table().column(table.column(source)).decimalMark()
        : DecimalMark.POINT;
  }

  /** The cells themselves. */
  CodedColumn cells(TextTable table) {
    return table.coded(table.column(source));
  }
}

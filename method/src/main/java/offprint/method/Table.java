package offprint.method;

import java.util.List;
import java.util.Map;

/**
 * Rows of cells; a cell is a String, a Long or a Double (NaN is shown as "–").
 *
 * @param rows each as long as {@code columns}
 */
public record Table(String title, List<String> columns, List<List<Object>> rows)
    implements Report.Block {
  /** As a stored report has them, since JSON knows no such numbers. */
  private static final Map<String, Object> NOT_FINITE =
      Map.of(
          "NaN",
          Double.NaN,
          "Infinity",
          Double.POSITIVE_INFINITY,
          "-Infinity",
          Double.NEGATIVE_INFINITY);

  public Table {
    columns = List.copyOf(columns);
    int width = columns.size();
    rows = rows.stream().map(row -> cells(row, width)).toList();
  }

  private static List<Object> cells(List<Object> row, int width) {
    if (row.size() != width) {
      throw new IllegalArgumentException(
          "a row must have %d cells: got %d".formatted(width, row.size()));
    }
    return row.stream().map(Table::cell).toList();
  }

  private static Object cell(Object cell) {
    return switch (cell) {
      case String text -> NOT_FINITE.getOrDefault(text, text);
      case Double number -> number;
      case Float number -> number.doubleValue();
      case Long number -> number;
      case Integer number -> number.longValue();
      default ->
          throw new IllegalArgumentException(
              "a cell must be text or a number: got " + cell.getClass());
    };
  }
}

package offprint.papers.arphmm;

import java.util.List;
import offprint.kernels.table.TextTable;

/** Columns of a reader's own table that were not named: those of the usual names. */
final class UsualColumn {
  private UsualColumn() {}

  /**
   * The name of a column.
   *
   * @param given name asked for; "" for the usual one
   * @param usual names tried in this order
   * @param otherwise position, from 0, of the column taken where none has a usual name; negative
   *     counts from the end
   * @throws IllegalArgumentException if the table has too few columns
   */
  static String of(TextTable table, String given, List<String> usual, int otherwise) {
    if (!given.isEmpty()) {
      return given;
    }
    List<String> columns = table.columns();
    int at = otherwise < 0 ? columns.size() + otherwise : otherwise;
    return usual.stream()
        .filter(columns::contains)
        .findFirst()
        .orElseGet(
            () -> {
              if (at < 0 || at >= columns.size()) {
                throw new IllegalArgumentException(
                    "the table must have at least %d columns: got %s"
                        .formatted(Math.abs(otherwise) + (otherwise < 0 ? 0 : 1), columns));
              }
              return columns.get(at);
            });
  }
}

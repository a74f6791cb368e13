package offprint.papers.perfectreconstruction;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.table.Csv;
import offprint.kernels.table.TextTable;
import offprint.method.Run;
import offprint.method.Source;

/** Tables as the reader brings them. */
final class InputTable {
  private InputTable() {}

  /**
   * @throws IllegalArgumentException if none is given, it has no row, or it cannot be read
   */
  static TextTable read(Run run, Source data) throws IOException {
    if (data.isEmpty()) {
      throw new IllegalArgumentException("data must name a table: got none");
    }
    try (InputStream in = run.open(data)) {
      TextTable table = Csv.read(in);
      if (table.rows() == 0) {
        throw new IllegalArgumentException("the table is empty: expected rows below the header");
      }
      return table;
    }
  }

  /**
   * "a, b" as a list; empty text is an empty list. Semicolons separate where a name has commas.
   *
   * @param parameter that holds the text
   * @throws IllegalArgumentException naming the parameter and a column that the table lacks
   */
  static List<String> names(String parameter, String text, TextTable table) {
    List<String> names =
        Arrays.stream(text.split(text.contains(";") ? ";" : ","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .distinct()
            .toList();
    names.forEach(name -> requireColumn(parameter, name, table));
    return names;
  }

  /** As above, for one column. */
  static void requireColumn(String parameter, String name, TextTable table) {
    try {
      ColumnSpec.of(name, table);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(parameter + ": " + e.getMessage(), e);
    }
  }
}

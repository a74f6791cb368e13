package offprint.papers.perfectreconstruction;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.table.Csv;
import offprint.kernels.table.JsonLines;
import offprint.kernels.table.TextTable;
import offprint.method.Run;
import offprint.method.Source;

/**
 * Tables as the reader brings them: separated values, or JSON lines if the first sign is a brace.
 */
final class InputTable {
  private InputTable() {}

  /**
   * @throws IllegalArgumentException if none is given, it has no row, or it cannot be read
   */
  static TextTable read(Run run, Source data) throws IOException {
    if (data.isEmpty()) {
      throw new IllegalArgumentException("data must name a table: got none");
    }
    try (InputStream in = new BufferedInputStream(run.open(data))) {
      TextTable table = startsWithBrace(in) ? JsonLines.read(in) : Csv.read(in);
      if (table.rows() == 0) {
        throw new IllegalArgumentException("the table is empty: expected rows below the header");
      }
      return table;
    }
  }

  private static boolean startsWithBrace(InputStream in) throws IOException {
    in.mark(64);
    byte[] head = in.readNBytes(64);
    in.reset();
    for (byte b : head) {
      if (b > ' ') {
        return b == '{';
      }
    }
    return false;
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

package offprint.papers.perfectreconstruction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.kernels.table.TextTable;
import offprint.method.Source;

/** Reads tables and parses lists of column names. */
final class InputTable {
  private InputTable() {}

  /**
   * @throws IllegalArgumentException if none is given, it has no row, or it cannot be read
   */
  static TextTable read(Source data, Findings out) throws IOException {
    out.run().progress(0, "reading");
    TextTable table = new Inputs(out).table("data", data);
    if (table.rows() == 0) {
      throw new IllegalArgumentException("the table is empty: expected rows below the header");
    }
    return table;
  }

  /**
   * "a, b" as a list; empty text is an empty list. Semicolons separate where a name has commas.
   *
   * @param parameter that holds the text
   * @throws IllegalArgumentException naming the parameter and a column that the table lacks
   */
  static List<String> names(String parameter, String text, TextTable table) {
    List<String> names = new ArrayList<>();
    Arrays.stream(text.split(text.contains(";") ? ";" : ","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .distinct()
        .forEach(names::add);
    names.forEach(name -> requireColumn(parameter, name, table));
    return names;
  }

  /** As {@link #names}; all columns where the text names none. */
  static List<String> namesOrAll(String parameter, String text, TextTable table) {
    List<String> names = names(parameter, text, table);
    return names.isEmpty() ? new ArrayList<>(table.columns()) : names;
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

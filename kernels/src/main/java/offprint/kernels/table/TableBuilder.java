package offprint.kernels.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes in a table cell by cell, each column by its dictionary. */
final class TableBuilder {
  private final List<String> names = new ArrayList<>();
  private final List<Dictionary> dictionaries = new ArrayList<>();
  private final List<Codes> codes = new ArrayList<>();
  private long[] lines = new long[64];
  private int rows;

  /** Adds a column, blank in all rows so far. */
  void column(String name) {
    Dictionary dictionary = new Dictionary();
    Codes column = new Codes();
    for (int row = 0; row < rows; row++) {
      column.add(dictionary.code(""));
    }
    names.add(name);
    dictionaries.add(dictionary);
    codes.add(column);
  }

  int columns() {
    return names.size();
  }

  /** The next row's cell of a column, without the white space around it. */
  void cell(int column, char[] text, int offset, int length) {
    int from = offset;
    int to = offset + length;
    while (from < to && Character.isWhitespace(text[from])) {
      from++;
    }
    while (to > from && Character.isWhitespace(text[to - 1])) {
      to--;
    }
    codes.get(column).add(dictionaries.get(column).code(text, from, to - from));
  }

  void cell(int column, String text) {
    cell(column, text.toCharArray(), 0, text.length());
  }

  /**
   * Ends the row.
   *
   * @param line where it starts in the file, from 1
   */
  void endRow(long line) {
    if (rows == lines.length) {
      lines = Arrays.copyOf(lines, Math.addExact(rows, rows >> 1));
    }
    lines[rows++] = line;
  }

  TextTable build() {
    List<CodedColumn> columns = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      dictionaries.get(c).trim();
      codes.get(c).trim();
      columns.add(new CodedColumn(dictionaries.get(c), codes.get(c)));
    }
    return new TextTable(names, columns, Arrays.copyOf(lines, rows));
  }
}

package offprint.kernels.table;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads comma-, semicolon- or tab-separated UTF-8 text into a {@link TextTable}, in one pass and
 * without keeping the text.
 *
 * <p>A first row counts as header when none of its cells is a number; otherwise columns are named
 * {@code column1}, {@code column2} … Rows are counted as lines of the file, from 1, as an editor or
 * spreadsheet shows them.
 */
public final class Csv {
  private static final int LONGEST_FIRST_LINE = 1 << 20;

  private Csv() {}

  /**
   * @throws IllegalArgumentException if the input is empty, binary, not UTF-8, or its rows differ
   *     in length
   */
  public static TextTable read(InputStream in) throws IOException {
    Reader text = new BufferedReader(new Utf8Reader(in), LONGEST_FIRST_LINE);
    char separator = separator(text);
    Rows rows = new Rows();
    CsvReader<Row> reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(rows, text);
    try {
      for (Row row : reader) {
        rows.take(row);
      }
    } catch (CsvParseException e) {
      if (e.getCause() instanceof IllegalArgumentException fault) {
        throw fault;
      }
      throw new IllegalArgumentException("not a table of separated values: " + e.getMessage(), e);
    }
    if (rows.blank) {
      throw new IllegalArgumentException("the file is empty: expected rows of values");
    }
    return rows.table.build();
  }

  /** One row has passed: where it starts, and its number of cells. */
  private record Row(long line, int cells) {}

  /** Takes cells from the parser's buffer into the table. */
  private static final class Rows extends AbstractBaseCsvCallbackHandler<Row> {
    private final TableBuilder table = new TableBuilder();
    private final List<String> first = new ArrayList<>();
    private long firstLine;
    private boolean begun;
    private boolean blank = true;

    @Override
    protected void handleField(int column, char[] buffer, int offset, int length, boolean quoted) {
      if (!begun) {
        first.add(new String(buffer, offset, length).strip());
      } else if (column < table.columns()) {
        table.cell(column, buffer, offset, length);
      }
    }

    @Override
    protected Row buildRecord() {
      return new Row(getStartingLineNumber(), getFieldCount());
    }

    private void take(Row row) {
      if (!begun) {
        begun = true;
        blank = first.stream().allMatch(String::isEmpty);
        firstLine = row.line;
        header();
        return;
      }
      if (row.cells != table.columns()) {
        throw new IllegalArgumentException(
            "row %d: expected %d cells as in row %d: got %d"
                .formatted(row.line, table.columns(), firstLine, row.cells));
      }
      blank = false;
      table.endRow(row.line);
    }

    private void header() {
      boolean named = first.stream().noneMatch(Csv::isNumber);
      Set<String> seen = new HashSet<>();
      for (int c = 0; c < first.size(); c++) {
        String name = named && !first.get(c).isEmpty() ? first.get(c) : "column" + (c + 1);
        if (!seen.add(name)) {
          throw new IllegalArgumentException(
              "row %d: column names must differ: got '%s' twice".formatted(firstLine, name));
        }
        table.column(name);
      }
      if (!named) {
        for (int c = 0; c < first.size(); c++) {
          table.cell(c, first.get(c));
        }
        table.endRow(firstLine);
      }
    }
  }

  /** The separator that occurs most often in the first line that is not blank. */
  private static char separator(Reader text) throws IOException {
    text.mark(LONGEST_FIRST_LINE);
    int[] count = new int[3];
    boolean blank = true;
    for (int read = 0; read < LONGEST_FIRST_LINE; read++) {
      int c = text.read();
      if (c < 0 || (!blank && (c == '\n' || c == '\r'))) {
        break;
      }
      blank &= Character.isWhitespace(c);
      int which = ",;\t".indexOf(c);
      if (which >= 0) {
        count[which]++;
      }
    }
    text.reset();
    return count[1] > count[0] && count[1] >= count[2] ? ';' : count[2] > count[0] ? '\t' : ',';
  }

  static boolean isNumber(String cell) {
    try {
      Double.parseDouble(cell);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * UTF-8 text of {@code bytes}, without byte-order mark.
   *
   * @throws IllegalArgumentException naming the row of the first byte that is not UTF-8, or what
   *     the file is instead
   */
  public static String decode(byte[] bytes) {
    StringWriter text = new StringWriter(bytes.length);
    try (Reader reader = new Utf8Reader(new ByteArrayInputStream(bytes))) {
      reader.transferTo(text);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory cannot fail", e);
    }
    return text.toString();
  }
}

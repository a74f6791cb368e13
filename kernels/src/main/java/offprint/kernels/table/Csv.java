package offprint.kernels.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads comma-, semicolon- or tab-separated UTF-8 text into a {@link TextTable}.
 *
 * <p>A first row counts as header when none of its cells is a number; otherwise columns are named
 * {@code column1}, {@code column2} … Rows are counted as lines of the file, from 1, as an editor or
 * spreadsheet shows them.
 */
public final class Csv {
  private Csv() {}

  /**
   * @throws IllegalArgumentException if the input is empty, binary, not UTF-8, or its rows differ
   *     in length
   */
  public static TextTable read(InputStream in) throws IOException {
    String text = decode(in.readAllBytes());
    if (text.isBlank()) {
      throw new IllegalArgumentException("the file is empty: expected rows of values");
    }
    return table(text);
  }

  private static TextTable table(String text) {
    List<String[]> rows = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator(text))
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(text)) {
      for (CsvRecord row : reader) {
        String[] cells = row.getFields().stream().map(String::strip).toArray(String[]::new);
        if (!rows.isEmpty() && cells.length != rows.getFirst().length) {
          throw new IllegalArgumentException(
              "row %d: expected %d cells as in row %d: got %d"
                  .formatted(
                      row.getStartingLineNumber(),
                      rows.getFirst().length,
                      lines.getFirst(),
                      cells.length));
        }
        rows.add(cells);
        lines.add(row.getStartingLineNumber());
      }
    } catch (CsvParseException e) {
      throw new IllegalArgumentException("not a table of separated values: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory cannot fail", e);
    }
    return header(rows, lines);
  }

  private static TextTable header(List<String[]> rows, List<Long> lines) {
    String[] first = rows.getFirst();
    boolean named = true;
    for (String cell : first) {
      named &= !isNumber(cell);
    }
    List<String> names = new ArrayList<>();
    for (int c = 0; c < first.length; c++) {
      names.add(named && !first[c].isEmpty() ? first[c] : "column" + (c + 1));
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "row %d: column names must differ: got '%s' twice".formatted(lines.getFirst(), name));
      }
    }
    int skip = named ? 1 : 0;
    return new TextTable(
        names,
        rows.subList(skip, rows.size()),
        lines.stream().skip(skip).mapToLong(Long::longValue).toArray());
  }

  /** The separator that occurs most often in the first line. */
  private static char separator(String text) {
    String line = text.lines().filter(l -> !l.isBlank()).findFirst().orElse("");
    char best = ',';
    long most = 0;
    for (char candidate : new char[] {',', ';', '\t'}) {
      long count = line.chars().filter(c -> c == candidate).count();
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return best;
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
    refuseBinary(bytes);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, out, true);
    if (result.isError()) {
      int row = 1;
      for (int i = 0; i < in.position(); i++) {
        row += bytes[i] == '\n' ? 1 : 0;
      }
      throw new IllegalArgumentException(
          "row %d: expected UTF-8 text: got byte 0x%02X (save the file as UTF-8)"
              .formatted(row, bytes[in.position()]));
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static void refuseBinary(byte[] bytes) {
    if (starts(bytes, 0xFF, 0xFE) || starts(bytes, 0xFE, 0xFF)) {
      throw new IllegalArgumentException(
          "expected UTF-8 text: got UTF-16 (save the file as UTF-8)");
    }
    String kind =
        starts(bytes, 0x89, 'P', 'N', 'G')
            ? "a PNG picture"
            : starts(bytes, 'P', 'K', 3, 4)
                ? "a ZIP archive or spreadsheet (export it as CSV)"
                : starts(bytes, 0x1F, 0x8B)
                    ? "a gzip archive (unpack it first)"
                    : starts(bytes, '%', 'P', 'D', 'F')
                        ? "a PDF"
                        : contains(bytes, 0) ? "binary data" : "";
    if (!kind.isEmpty()) {
      throw new IllegalArgumentException("expected UTF-8 text: got " + kind);
    }
  }

  private static boolean starts(byte[] bytes, int... prefix) {
    if (bytes.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[i] != (byte) prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(byte[] bytes, int value) {
    for (byte b : bytes) {
      if (b == value) {
        return true;
      }
    }
    return false;
  }
}

package offprint.kernels.table.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The first records of a file under one dialect.
 *
 * @param records cells of each record
 * @param faulty count of records with a quotation mark out of place
 */
record Sample(List<String[]> records, int faulty) {
  private static final int MOST_RECORDS = 400;

  /**
   * The records where a quotation mark out of place is read so that the width comes out right.
   *
   * @param whole true if the text is a whole file
   */
  static Sample of(byte[] text, boolean whole, Dialect dialect) throws IOException {
    Sample first = of(text, whole, dialect, 0);
    return first.faulty > 0 ? of(text, whole, dialect, first.width()) : first;
  }

  private static Sample of(byte[] text, boolean whole, Dialect dialect, int expected)
      throws IOException {
    RecordScanner scanner = new RecordScanner(new ByteArrayInputStream(text), dialect, expected);
    List<String[]> records = new ArrayList<>();
    int faulty = 0;
    while (records.size() < MOST_RECORDS && scanner.next()) {
      String[] cells = new String[scanner.count()];
      for (int c = 0; c < cells.length; c++) {
        cells[c] = scanner.text(c);
      }
      records.add(cells);
      faulty += scanner.faulty() ? 1 : 0;
    }
    if (!whole && records.size() > 1 && records.size() < MOST_RECORDS) {
      records.removeLast();
    }
    return new Sample(records, faulty);
  }

  /** The most frequent number of cells among records that are not blank; the larger of equals. */
  int width() {
    int widest = records.stream().mapToInt(r -> r.length).max().orElse(0);
    int[] counts = new int[widest + 1];
    for (String[] record : records) {
      counts[record.length] += filled(record) > 0 ? 1 : 0;
    }
    int width = 0;
    for (int w = 1; w <= widest; w++) {
      width = counts[w] > 0 && counts[w] >= counts[width] ? w : width;
    }
    return width;
  }

  /** Count of cells that are not blank. */
  static int filled(String[] record) {
    int filled = 0;
    for (String cell : record) {
      filled += cell.isBlank() ? 0 : 1;
    }
    return filled;
  }

  static String decode(byte[] text) {
    return new String(text, StandardCharsets.UTF_8);
  }
}

package offprint.kernels.table.read;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/**
 * The first sheet with rows of an Excel workbook (.xlsx), as comma-separated text with a line for
 * each row of the sheet. Formulas give the value that was last computed.
 */
final class Workbook {
  /** How {@link #text} sets cells apart. */
  static final Dialect DIALECT = new Dialect(",", false, '"', false);

  /** Bytes at the beginning of a file that tell whether it is a workbook. */
  static final int HEAD = 64;

  private static final List<String> FIRST =
      List.of("[Content_Types].xml", "_rels/", "docProps/", "xl/", "mimetype");
  private static final int NAME = 30;
  private static final int MOST_ROWS = 1 << 20;
  private static final int MOST_BEFORE = 100;
  private static final long MOST_CELLS = 1L << 27;

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final List<String> notes = new ArrayList<>();
  private final CellText cells = new CellText();
  private int[] widths = new int[64];
  private int rows;
  private int width;

  private Workbook() {}

  /** True for a zip archive whose first entry is one of an office document. */
  static boolean starts(PushbackInputStream file) throws IOException {
    byte[] head = file.readNBytes(HEAD);
    file.unread(head);
    String name = new String(head, StandardCharsets.ISO_8859_1);
    return TextInput.starts(head, 'P', 'K', 3, 4)
        && FIRST.stream().anyMatch(entry -> name.startsWith(entry, NAME));
  }

  /**
   * @param rows at most this many rows and some before the table are read
   * @throws IllegalArgumentException if the file is another office document, damaged, too large or
   *     has no rows
   */
  static Workbook read(InputStream file, int rows) throws IOException {
    byte[] bytes = file.readAllBytes();
    Workbook book = new Workbook();
    try {
      if (!Unpacker.entries(bytes).contains("xl/workbook.xml")) {
        throw new IllegalArgumentException(
            "expected a table: got an office document (save its table as .xlsx or CSV)");
      }
      ReadingOptions formats = new ReadingOptions(true, false);
      try (ReadableWorkbook open = new ReadableWorkbook(new ByteArrayInputStream(bytes), formats)) {
        book.takeFirst(open, rows);
      }
    } catch (ExcelReaderException | IOException e) {
      throw new IllegalArgumentException("the Excel workbook is damaged: " + e.getMessage(), e);
    }
    return book;
  }

  /** The sheet as UTF-8 text, all lines of equally many cells. */
  byte[] text() {
    byte[] ragged = text.toByteArray();
    ByteArrayOutputStream padded = new ByteArrayOutputStream(ragged.length);
    int from = 0;
    for (int r = 0; r < rows; r++) {
      int to = from;
      while (ragged[to] != '\n') {
        to++;
      }
      padded.write(ragged, from, to - from);
      for (int c = Math.max(1, widths[r]); c < width; c++) {
        padded.write(',');
      }
      padded.write('\n');
      from = to + 1;
    }
    return padded.toByteArray();
  }

  /** What was assumed, as short phrases. */
  List<String> notes() {
    return notes;
  }

  private void takeFirst(ReadableWorkbook book, int most) throws IOException {
    List<Sheet> sheets =
        book.getSheets().filter(s -> s.getVisibility() == SheetVisibility.VISIBLE).toList();
    for (Sheet sheet : sheets) {
      take(sheet, most);
      if (width > 0) {
        if (sheets.size() > 1) {
          notes.add("sheet '%s' of %d read, no other".formatted(sheet.getName(), sheets.size()));
        }
        cells.notes().forEach(notes::add);
        return;
      }
    }
    throw new IllegalArgumentException("the Excel workbook is empty: expected rows of values");
  }

  private void take(Sheet sheet, int most) throws IOException {
    text.reset();
    rows = 0;
    try (Stream<Row> stream = sheet.openStream()) {
      Iterator<Row> all = stream.iterator();
      long limit = (long) most + MOST_BEFORE;
      int read = 0;
      while (all.hasNext() && read < limit) {
        Row row = all.next();
        if (row.getRowNum() > MOST_ROWS) {
          throw new IllegalArgumentException(
              "row %d: a sheet may have %,d rows at most".formatted(row.getRowNum(), MOST_ROWS));
        }
        while (rows < row.getRowNum() - 1) {
          endRow(0);
        }
        take(row);
        read++;
      }
    }
    if ((long) rows * width > MOST_CELLS) {
      throw new IllegalArgumentException(
          "a sheet may have %,d cells at most: got %,d rows of %,d"
              .formatted(MOST_CELLS, rows, width));
    }
  }

  private void take(Row row) {
    int filled = 0;
    int count = row.getCellCount();
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < count; c++) {
      Cell cell = row.getCell(c);
      String written = cell == null ? "" : cells.of(cell);
      if (!written.isEmpty()) {
        line.repeat(',', c - Math.max(0, filled - 1)).append(written);
        filled = c + 1;
      }
    }
    text.writeBytes(line.toString().getBytes(StandardCharsets.UTF_8));
    endRow(filled);
  }

  private void endRow(int filled) {
    text.write('\n');
    if (rows == widths.length) {
      widths = Arrays.copyOf(widths, 2 * rows);
    }
    widths[rows++] = filled;
    width = Math.max(width, filled);
  }
}

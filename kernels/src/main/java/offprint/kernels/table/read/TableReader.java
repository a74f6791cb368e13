package offprint.kernels.table.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import offprint.kernels.table.DecimalMark;
import offprint.kernels.table.Table;

/**
 * Reads a {@link Table} from a file as people have it: separated or aligned text in any dialect and
 * usual encoding, JSON lines, plain or packed by gzip or zip, and the first sheet of .xlsx. What
 * the file does not say is detected; {@link Table#assumptions} says what was assumed.
 */
public final class TableReader {
  private static final int SAMPLE = 1 << 18;

  private TableReader() {}

  /** As {@link #read(InputStream, String, ReadOptions)}, everything detected. */
  public static Table read(InputStream in, String fileName) throws IOException {
    return read(in, fileName, ReadOptions.DETECT);
  }

  /** The first rows of a file, for a look at what was detected. */
  public static Table preview(InputStream in, String fileName, int rows) throws IOException {
    return read(in, fileName, ReadOptions.DETECT.withRows(rows));
  }

  /**
   * @param fileName as the user knows it; its ending tells where the content does not
   * @throws IllegalArgumentException if the file is empty or no table, in one sentence
   */
  public static Table read(InputStream in, String fileName, ReadOptions options)
      throws IOException {
    PushbackInputStream file = new PushbackInputStream(in, Workbook.HEAD);
    if (Workbook.starts(file)) {
      return sheet(Workbook.read(file, options.rows()), options);
    }
    TextInput text = TextInput.of(Unpacker.unpack(file), options.encoding(), "a table");
    InputStream stream = text.stream();
    byte[] sample = stream.readNBytes(SAMPLE);
    boolean whole = sample.length < SAMPLE;
    if (isBlank(sample)) {
      throw new IllegalArgumentException("the file is empty: expected rows of values");
    }
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(sample), stream);
    String name = fileName.toLowerCase(Locale.ROOT);
    boolean json = name.matches(".*\\.(jsonl|ndjson)(\\.gz|\\.zip)?") || startsObject(sample);
    if (json) {
      return JsonTable.read(all, options);
    }
    Dialect dialect = DialectDetector.detect(sample, whole, options.delimiter());
    return separated(
        all, dialect, Sample.of(sample, whole, dialect), options, () -> List.of(text.note()));
  }

  private static Table sheet(Workbook book, ReadOptions options) throws IOException {
    byte[] text = book.text();
    return separated(
        new ByteArrayInputStream(text),
        Workbook.DIALECT,
        Sample.of(text, true, Workbook.DIALECT),
        options,
        book::notes);
  }

  private static Table separated(
      InputStream in,
      Dialect dialect,
      Sample sample,
      ReadOptions options,
      Supplier<List<String>> said)
      throws IOException {
    int width = sample.width();
    Layout layout = Layout.of(sample.records(), width, options.header());
    RecordScanner scanner = new RecordScanner(in, dialect, width);
    for (int r = 0; r < layout.skipped() + layout.headerRows(); r++) {
      scanner.next();
    }
    RowTaker rows = new RowTaker(layout);
    boolean open = true;
    while (open && rows.rows() < options.rows() && scanner.next()) {
      open = rows.take(scanner);
    }
    List<String> notes = notes(dialect, layout, width, said.get());
    if (scanner.anyFaulty()) {
      notes.add("quotation marks out of place kept as text");
    }
    DecimalMark likely = dialect.delimiter().equals(";") ? DecimalMark.COMMA : DecimalMark.POINT;
    return rows.table(new Table.Conventions(options.decimal(), options.dates(), likely), notes);
  }

  private static List<String> notes(Dialect dialect, Layout layout, int width, List<String> read) {
    List<String> notes = new ArrayList<>(read);
    notes.removeIf(String::isEmpty);
    if (width > 1 && !dialect.delimiter().equals(",")) {
      notes.add(dialect.delimiterName() + " between columns");
    }
    if (dialect.quote() == '\'') {
      notes.add("apostrophes as quotation marks");
    }
    if (dialect.backslash()) {
      notes.add("backslash before quotation marks");
    }
    if (layout.skipped() > 0) {
      notes.add(
          layout.skipped() == 1
              ? "first row skipped: no table"
              : "first %d rows skipped: no table".formatted(layout.skipped()));
    }
    if (layout.headerRows() > 1) {
      notes.add("%d header rows joined".formatted(layout.headerRows()));
    }
    return notes;
  }

  private static boolean isBlank(byte[] sample) {
    for (byte b : sample) {
      if (b < 0 || (b > ' ' && b != ',' && b != ';')) {
        return false;
      }
    }
    return true;
  }

  /** True if the first line is a JSON object. */
  private static boolean startsObject(byte[] sample) {
    int end = 0;
    while (end < sample.length && sample[end] != '\n') {
      end++;
    }
    String line = Sample.decode(Arrays.copyOf(sample, end)).strip();
    return line.matches("\\{\\s*\".*") && (line.endsWith("}") || end == sample.length);
  }
}

package offprint.kernels.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a table as comma-separated UTF-8 text, row by row, with quotes where a cell needs them.
 * Numbers are written so that they are read back as the same number; NaN is a blank cell.
 */
public final class TableWriter implements AutoCloseable {
  private final CsvWriter writer;
  private final int columns;

  /** Begins a table of the named columns; closing it closes {@code out}. */
  public TableWriter(OutputStream out, String... columns) {
    this(out, List.of(columns));
  }

  /** As above. */
  public TableWriter(OutputStream out, List<String> columns) {
    this.columns = columns.size();
    writer =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.writeRecord(columns);
  }

  public void row(Object... cells) {
    row(Arrays.asList(cells));
  }

  /** As {@link #row(Object...)}. */
  public void row(List<?> cells) {
    if (cells.size() != columns) {
      throw new IllegalArgumentException(
          "a row must have %d cells: got %d".formatted(columns, cells.size()));
    }
    writer.writeRecord(cells.stream().map(TableWriter::text).toArray(String[]::new));
  }

  private static String text(Object cell) {
    return switch (cell) {
      case Double number when number.isNaN() -> "";
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          Long.toString(number.longValue());
      default -> cell.toString();
    };
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}

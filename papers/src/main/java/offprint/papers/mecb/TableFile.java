package offprint.papers.mecb;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import offprint.method.Run;

/** A CSV artifact written row by row. */
final class TableFile implements AutoCloseable {
  private final CsvWriter writer;

  TableFile(Run run, String artifact, String... columns) throws IOException {
    writer =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .build(new OutputStreamWriter(run.create(artifact), StandardCharsets.UTF_8));
    row((Object[]) columns);
  }

  void row(Object... cells) {
    writer.writeRecord(Arrays.stream(cells).map(Object::toString).toArray(String[]::new));
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}

package offprint.papers.perfectreconstruction;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import offprint.method.Run;

/** A CSV artifact written row by row. */
final class CsvFile implements AutoCloseable {
  private final CsvWriter writer;

  CsvFile(Run run, String artifact, List<String> columns) throws IOException {
    writer =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .build(new OutputStreamWriter(run.create(artifact), StandardCharsets.UTF_8));
    writer.writeRecord(columns);
  }

  void row(List<?> cells) {
    writer.writeRecord(cells.stream().map(Object::toString).toList());
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}

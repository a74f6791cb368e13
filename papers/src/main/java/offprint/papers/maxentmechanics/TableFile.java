package offprint.papers.maxentmechanics;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import offprint.method.Run;

/** A CSV artifact written row by row. */
final class TableFile implements AutoCloseable {
  private final Writer writer;

  TableFile(Run run, String artifact, String... columns) throws IOException {
    writer =
        new BufferedWriter(new OutputStreamWriter(run.create(artifact), StandardCharsets.UTF_8));
    row((Object[]) columns);
  }

  void row(Object... cells) throws IOException {
    for (int c = 0; c < cells.length; c++) {
      String cell = cells[c].toString();
      boolean quoted = cell.chars().anyMatch(ch -> ch == ',' || ch == '"' || ch == '\n');
      writer.write(c == 0 ? "" : ",");
      writer.write(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    writer.write('\n');
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}

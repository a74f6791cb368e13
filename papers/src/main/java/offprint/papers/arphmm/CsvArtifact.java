package offprint.papers.arphmm;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import offprint.method.Run;

/** A CSV artifact written row by row; numbers with seven significant digits. */
final class CsvArtifact implements AutoCloseable {
  private final CsvWriter writer;

  CsvArtifact(Run run, String name, List<String> columns) throws IOException {
    writer =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .build(new OutputStreamWriter(run.create(name), StandardCharsets.UTF_8));
    writer.writeRecord(columns);
  }

  /** A NaN becomes a blank cell. */
  void row(List<?> cells) {
    List<String> texts = new ArrayList<>();
    for (Object cell : cells) {
      texts.add(
          cell instanceof Double number
              ? number.isNaN()
                  ? ""
                  : number == Math.rint(number) && Math.abs(number) < 1e15
                      ? Long.toString(number.longValue())
                      : String.format(Locale.ROOT, "%.7g", number)
              : cell.toString());
    }
    writer.writeRecord(texts);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}

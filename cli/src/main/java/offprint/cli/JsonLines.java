package offprint.cli;

import java.io.PrintWriter;
import java.util.Map;
import offprint.engine.Json;
import offprint.engine.Outcome;

/**
 * One JSON object a line: {@code progress}, {@code point}, last {@code report} or {@code error}.
 */
final class JsonLines implements Output {
  private final PrintWriter out;

  JsonLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void progress(double fraction, String stage) {
    print(Map.of("type", "progress", "fraction", fraction, "stage", stage));
  }

  @Override
  public void point(String series, double x, double y) {
    print(Map.of("type", "point", "series", series, "x", x, "y", y));
  }

  @Override
  public void finished(Outcome outcome) {
    print(Map.of("type", "report", "outcome", outcome));
  }

  @Override
  public void failed(Failure failure) {
    print(Map.of("type", "error", "message", failure.message(), "faults", failure.faults()));
  }

  private synchronized void print(Map<String, Object> line) {
    out.println(Json.MAPPER.writeValueAsString(line));
  }
}

package offprint.server.run.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * Progress of a run by its event log, for pages without scripts and for REST.
 *
 * @param latest the last point of each curve
 */
public record Progress(double fraction, String stage, Collection<Latest> latest) {

  /** The last point of a curve. */
  record Latest(String series, double x, double y) {}

  public static Progress of(Path log) throws IOException {
    double fraction = 0;
    String stage = "";
    Map<String, Latest> latest = new LinkedHashMap<>();
    if (Files.exists(log)) {
      try (EventReader reader = new EventReader(log)) {
        for (ObjectNode event = reader.next(); event != null; event = reader.next()) {
          switch (event.path("type").asString("")) {
            case "progress" -> {
              fraction = event.path("fraction").asDouble(0);
              stage = event.path("stage").asString("");
            }
            case "point" -> {
              String series = event.path("series").asString("");
              latest.put(
                  series,
                  new Latest(
                      series, event.path("x").asDouble(0), event.path("y").asDouble(Double.NaN)));
            }
            default -> {}
          }
        }
      }
    }
    return new Progress(fraction, stage, latest.values());
  }

  public int percent() {
    return (int) Math.round(100 * fraction);
  }
}

package offprint.engine;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything needed to repeat a run and to explain differences.
 *
 * @param method id, e.g. "timemixer/forecast"
 * @param preset its name if the parameters are a preset's, else ""
 * @param params complete
 * @param data the inputs that were opened
 * @param wallSeconds from start to report
 * @param peakMegabytes greatest memory of the process so far, heap and native
 */
public record Manifest(
    String method,
    String preset,
    ObjectNode params,
    long seed,
    List<Data> data,
    Platform platform,
    Instant started,
    double wallSeconds,
    long peakMegabytes) {

  /** An input file as the run read it. */
  public record Data(String ref, String name, long bytes, String sha256) {}
}

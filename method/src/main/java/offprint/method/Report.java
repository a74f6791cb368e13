package offprint.method;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcome of a run: the sentence a person needs, what people look at, in reading order, and the
 * numbers that claims and scripts use.
 *
 * @param answer one or two sentences that tell a person what came out, with the figure and what it
 *     means for them; every surface shows it first
 * @param metrics finite numbers by stable name, e.g. "mse_etth1_96"
 */
public record Report(String answer, List<Block> blocks, Map<String, Double> metrics) {
  /**
   * @throws ArithmeticException if a metric is not finite
   */
  public Report {
    blocks = List.copyOf(blocks);
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    metrics.forEach(
        (name, value) -> {
          if (!Double.isFinite(value)) {
            throw new ArithmeticException("metric %s is %s".formatted(name, value));
          }
        });
  }

  /** One piece of a report. Each renderer is one exhaustive switch. */
  public sealed interface Block permits Table, Chart, Picture, PicturePair, Note {}
}

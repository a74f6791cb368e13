package offprint.method;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcome of a run: what people look at, in reading order, and the numbers that claims and
 * scripts use.
 *
 * @param metrics finite numbers by stable name, e.g. "mse_etth1_96"
 */
public record Report(List<Block> blocks, Map<String, Double> metrics) {
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
  public sealed interface Block permits Table, Chart, Picture, Note {}
}

package offprint.papers.mecb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.method.Report;

/** What the experiments of a reproduction add to its report, in order. */
final class Findings {
  private final List<Report.Block> blocks = new ArrayList<>();
  private final Map<String, Double> metrics = new LinkedHashMap<>();

  void add(Report.Block block) {
    blocks.add(block);
  }

  void metric(String name, double value) {
    metrics.put(name, value);
  }

  Report report() {
    return new Report(blocks, metrics);
  }
}

package offprint.papers.bitstack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.lm.model.Projection;
import offprint.method.Chart;

/** Charts of a stack. */
final class Stairs {
  private Stairs() {}

  /** Logarithmic where the values of the series span a wide range. */
  static Chart.Axis perplexityAxis(List<Chart.Series> series) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (Chart.Series one : series) {
      for (double y : one.y()) {
        least = Math.min(least, y);
        most = Math.max(most, y);
      }
    }
    return most > 8 * least ? Chart.Axis.log("perplexity") : Chart.Axis.linear("perplexity");
  }

  /** Blocks that a prefix has of each projection, by layer and kind. */
  static Chart heatMap(List<Projection> projections, StackIndex index, StackIndex.Prefix prefix) {
    int[] counts = index.counts(prefix);
    Map<String, Integer> kinds = new LinkedHashMap<>();
    projections.forEach(p -> kinds.putIfAbsent(p.kind(), kinds.size()));
    double[] x = new double[counts.length];
    double[] y = new double[counts.length];
    double[] z = new double[counts.length];
    List<String> layers = new ArrayList<>();
    for (int p = 0; p < counts.length; p++) {
      Projection projection = projections.get(p);
      x[p] = projection.layer();
      y[p] = kinds.getOrDefault(projection.kind(), 0);
      z[p] = counts[p];
      if (layers.size() <= projection.layer()) {
        layers.add("layer " + projection.layer());
      }
    }
    return new Chart(
        "Blocks loaded at %s".formatted(StackIndex.mebibytes((double) prefix.bytes())),
        Chart.Axis.category("layer", layers),
        Chart.Axis.category("projection", List.copyOf(kinds.keySet())),
        List.of(Chart.Series.cells("blocks", x, y, z)),
        "Equally many everywhere but for the level that is being filled.");
  }
}

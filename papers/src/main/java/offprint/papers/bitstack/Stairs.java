package offprint.papers.bitstack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.lm.Projection;
import offprint.method.Chart;

/** Charts of a stack. */
final class Stairs {
  private Stairs() {}

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

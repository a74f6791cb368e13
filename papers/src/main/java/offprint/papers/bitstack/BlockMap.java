package offprint.papers.bitstack;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Plot;
import offprint.kernels.lm.model.Projection;
import offprint.method.Chart;

/** Heat map of the loaded blocks. */
final class BlockMap {
  private BlockMap() {}

  /** Blocks that a prefix has of each projection, by layer and kind. */
  static Chart of(List<Projection> projections, StackIndex index, StackIndex.Prefix prefix) {
    List<String> kinds = projections.stream().map(Projection::kind).distinct().toList();
    int layers = projections.getLast().layer() + 1;
    return Plot.of("Blocks loaded at %s".formatted(StackIndex.mebibytes((double) prefix.bytes())))
        .x(
            Chart.Axis.category(
                "layer", IntStream.range(0, layers).mapToObj(l -> "layer " + l).toList()))
        .y(Chart.Axis.category("projection", kinds))
        .cells(
            "blocks",
            projections.stream().mapToDouble(Projection::layer).toArray(),
            projections.stream().mapToDouble(p -> kinds.indexOf(p.kind())).toArray(),
            Arrays.stream(index.counts(prefix)).asDoubleStream().toArray())
        .chart("Equally many everywhere but for the level that is being filled.");
  }
}

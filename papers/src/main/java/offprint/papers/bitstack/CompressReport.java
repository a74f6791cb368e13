package offprint.papers.bitstack;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.lm.model.Projection;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** What a compression found, gathered on the way. */
final class CompressReport {
  private final int levels;
  private final Map<String, double[]> residuals = new LinkedHashMap<>();

  CompressReport(int levels) {
    this.levels = levels;
  }

  Compressor.Watcher watcher(Run run, double from, double to) {
    return new Compressor.Watcher() {
      @Override
      public void progress(double fraction, String stage) {
        run.progress(from + (to - from) * fraction, stage);
      }

      @Override
      public void residual(Projection projection, int blocks, double relative) {
        residuals.computeIfAbsent(projection.name(), _ -> new double[levels])[blocks - 1] =
            relative;
        run.point("residual of " + projection.kind(), blocks, relative);
      }
    };
  }

  Report of(
      Compressor compressor,
      StackIndex index,
      UniversalOrder measured,
      double whole,
      int asked,
      Run run)
      throws IOException {
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(
        Note.text(
            "model.bitstack serves every budget from %s to %s: give it to bitstack/serve and"
                    .formatted(
                        StackIndex.mebibytes((double) index.minimumBytes()),
                        StackIndex.mebibytes((double) index.fullBytes()))
                + " bitstack/curve, as run:NUMBER/model.bitstack."));
    blocks.add(levelTable(index, measured, whole));
    if (!measured.scores().isEmpty()) {
      blocks.add(scoreChart(index, measured, whole));
    }
    blocks.add(residualChart(compressor));
    int half = index.shapes().size() + (index.order().size() - index.shapes().size()) / 2;
    blocks.add(Stairs.heatMap(compressor.projections(), index, index.items(half)));
    blocks.addAll(notes(compressor, measured, asked));
    try (OutputStream out = run.create("order.csv")) {
      out.write(CsvFile.of(orderTable(compressor.projections(), index, measured)));
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("minimum_bytes", (double) index.minimumBytes());
    metrics.put("full_bytes", (double) index.fullBytes());
    metrics.put("block_bits_per_weight", 8.0 * index.levelBytes() / index.weights());
    metrics.put("perplexity", whole);
    for (int level = 0; level < measured.levels().size(); level++) {
      metrics.put("perplexity_%d".formatted(level + 1), measured.levels().get(level));
    }
    List<Double> levels = measured.levels();
    return new Report(
        "The model now fits any memory from %s to %s%s."
            .formatted(
                StackIndex.mebibytes((double) index.minimumBytes()),
                StackIndex.mebibytes((double) index.fullBytes()),
                levels.isEmpty()
                    ? ""
                    : "; perplexity is %s with one level and %s with all, %s uncompressed"
                        .formatted(
                            Wording.number(levels.getFirst()),
                            Wording.number(levels.getLast()),
                            Wording.number(whole))),
        blocks,
        metrics);
  }

  private Table levelTable(StackIndex index, UniversalOrder measured, double whole) {
    List<List<Object>> rows = new ArrayList<>();
    for (int level = 1; level <= levels; level++) {
      StackIndex.Prefix prefix = index.items(level * index.shapes().size());
      double blockBytes = (double) (level * index.levelBytes() + index.scaleBytes());
      int at = level - 1;
      double mean =
          residuals.values().stream().mapToDouble(r -> r[at]).average().orElse(Double.NaN);
      rows.add(
          List.of(
              level,
              prefix.bytes() / (double) (1 << 20),
              8 * blockBytes / index.weights(),
              mean == 0 ? Double.NaN : mean,
              measured.levels().isEmpty() ? Double.NaN : measured.levels().get(at),
              whole));
    }
    return new Table(
        "Levels: equally many blocks of every projection",
        List.of(
            "blocks",
            "MiB in all",
            "bits per weight",
            "mean residual",
            "perplexity, scoring windows",
            "uncompressed"),
        rows);
  }

  private static Chart scoreChart(StackIndex index, UniversalOrder measured, double whole) {
    int width = index.shapes().size();
    List<Integer> rest = index.order().subList(width, index.order().size());
    double[] x = new double[rest.size()];
    double[] y = new double[rest.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = width + i + 1;
      y[i] = measured.scores().get(index.level(rest.get(i)) - 1)[index.projection(rest.get(i))];
    }
    double[] line = new double[x.length];
    Arrays.fill(line, whole);
    return new Chart(
        "What each block does",
        Chart.Axis.linear("position in the stack"),
        Chart.Axis.linear("perplexity with it alone one level ahead"),
        List.of(
            Chart.Series.points("block", x, y), Chart.Series.line("uncompressed", x, line).thin()),
        "Within a level the blocks that help most come first.");
  }

  private Chart residualChart(Compressor compressor) {
    Map<String, double[]> byKind = new LinkedHashMap<>();
    Map<String, Integer> users = new LinkedHashMap<>();
    for (Projection projection : compressor.projections()) {
      double[] residual = residuals.get(projection.name());
      if (residual != null) {
        double[] sum = byKind.computeIfAbsent(projection.kind(), _ -> new double[levels]);
        users.merge(projection.kind(), 1, Integer::sum);
        for (int i = 0; i < levels; i++) {
          sum[i] += residual[i];
        }
      }
    }
    List<Chart.Series> series = new ArrayList<>();
    byKind.forEach(
        (kind, sum) -> {
          double[] x = new double[levels];
          double[] y = new double[levels];
          for (int i = 0; i < levels; i++) {
            x[i] = i + 1;
            y[i] = sum[i] > 0 ? sum[i] / users.getOrDefault(kind, 1) : Double.NaN;
          }
          series.add(Chart.Series.line(kind, x, y));
        });
    return new Chart(
        "What the blocks leave",
        Chart.Axis.linear("blocks"),
        Chart.Axis.log("norm of the rest over that of the scaled weights"),
        series,
        "Mean over the layers.");
  }

  private List<Note> notes(Compressor compressor, UniversalOrder measured, int asked) {
    List<Note> notes = new ArrayList<>();
    int passes = measured.scores().size() * compressor.projections().size();
    if (passes > 0) {
      notes.add(
          Note.text(
              "The order took %d passes, one for each of %d projections on %d levels."
                  .formatted(passes, compressor.projections().size(), measured.scores().size())));
    }
    for (int p = 0; p < compressor.ranks().length; p++) {
      if (asked > compressor.ranks()[p]) {
        notes.add(
            Note.notice(
                "k was lowered from %d to %d for %s, its smaller side."
                    .formatted(
                        asked, compressor.ranks()[p], compressor.projections().get(p).name())));
      }
    }
    return notes;
  }

  private static Table orderTable(
      List<Projection> projections, StackIndex index, UniversalOrder measured) {
    List<List<Object>> rows = new ArrayList<>();
    long bytes = index.baseBytes() + index.scaleBytes();
    for (int position = 0; position < index.order().size(); position++) {
      int item = index.order().get(position);
      int level = index.level(item);
      bytes += index.shape(item).bytes();
      boolean scored = level > 0 && !measured.scores().isEmpty();
      rows.add(
          List.of(
              position + 1,
              projections.get(index.projection(item)).name(),
              level + 1,
              scored ? measured.scores().get(level - 1)[index.projection(item)] : Double.NaN,
              bytes));
    }
    return new Table(
        "order", List.of("position", "projection", "level", "perplexity", "bytes"), rows);
  }
}

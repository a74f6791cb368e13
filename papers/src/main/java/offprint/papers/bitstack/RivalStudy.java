package offprint.papers.bitstack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.quantization.RoundToNearest;
import offprint.method.Chart;
import offprint.method.Report;
import offprint.method.Table;

/**
 * The stack beside quantisation and pruning at equal bytes, and what outlying inputs do to both.
 */
record RivalStudy(Trial trial, Trial.Made made, int[][] test) {
  private static final List<RoundToNearest> FEW =
      List.of(
          new RoundToNearest(1, 32, false),
          new RoundToNearest(2, 64, false),
          new RoundToNearest(3, 64, false));
  private static final List<RoundToNearest> MANY =
      List.of(
          new RoundToNearest(1, 32, false),
          new RoundToNearest(2, 0, false),
          new RoundToNearest(2, 64, false),
          new RoundToNearest(2, 64, true),
          new RoundToNearest(2, 32, false),
          new RoundToNearest(3, 0, false),
          new RoundToNearest(3, 64, false),
          new RoundToNearest(3, 64, true),
          new RoundToNearest(4, 64, false),
          new RoundToNearest(4, 64, true),
          new RoundToNearest(5, 32, false));

  /** B3. */
  void equalBytes(boolean all, List<Report.Block> blocks, Map<String, Double> metrics)
      throws IOException {
    List<Baselines.Result> rivals = new ArrayList<>();
    try (LanguageModel model = trial.model()) {
      Baselines baselines = trial.baselines(model, test);
      for (RoundToNearest rounding : all ? MANY : FEW) {
        rivals.add(baselines.rounded(rounding));
      }
      double weights = (double) made.stack().index().weights();
      for (double bits : all ? new double[] {2, 3, 6} : new double[] {2, 3}) {
        rivals.add(baselines.pruned(baselines.baseBytes() + bits * weights / 8));
      }
    }
    List<List<Object>> rows = new ArrayList<>();
    double worstPruning = 0;
    StackIndex index = made.stack().index();
    try (StackFile file = made.open();
        RunningModel running = trial.run(file)) {
      for (Baselines.Result rival : rivals) {
        running.setBudget((double) rival.bytes());
        double stack = trial.perplexity(running.model(), test);
        double ratio = stack / rival.perplexity();
        long bytes = rival.bytes() - index.baseBytes();
        rows.add(
            List.of(
                rival.name(),
                bytes,
                8.0 * bytes / index.weights(),
                rival.perplexity(),
                running.loaded().items(),
                stack,
                ratio));
        if (rival.name().equals("prune")) {
          worstPruning = Math.max(worstPruning, ratio);
        } else {
          String name = rival.name().replace(' ', '_').toLowerCase(Locale.ROOT);
          metrics.put("ratio_" + name, ratio);
        }
      }
    }
    metrics.put("ratio_prune", worstPruning);
    blocks.add(
        new Table(
            "Equal bytes, whole blocks alone",
            List.of(
                "rival",
                "bytes but the base's",
                "bits per weight",
                "its perplexity",
                "blocks",
                "BitStack's",
                "ratio"),
            rows));
    blocks.add(chart(rows));
  }

  private static Chart chart(List<List<Object>> rows) {
    double[] x = new double[rows.size()];
    double[] y = new double[x.length];
    double[] stack = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = ((Number) rows.get(i).get(2)).doubleValue();
      y[i] = ((Number) rows.get(i).get(3)).doubleValue();
      stack[i] = ((Number) rows.get(i).get(5)).doubleValue();
    }
    return new Chart(
        "Equal bytes",
        Chart.Axis.linear("bits per weight"),
        Chart.Axis.log("perplexity"),
        List.of(Chart.Series.points("BitStack", x, stack), Chart.Series.points("rivals", x, y)),
        "One-bit rounding has two values a group and is far off by its nature.");
  }

  /** The same function with four inputs of q, k, v and fc 30 times as large. */
  void outliers(List<Report.Block> blocks, Map<String, Double> metrics) throws IOException {
    Trial stretched =
        new Trial(
            trial.session(),
            ByteModel.withOutliers(trial.weights()),
            trial.calibration(),
            trial.scoring(),
            trial.beat());
    double[] before = trial.levels(made, test);
    double[] after = stretched.levels(stretched.make(new Trial.Settings(4, 0, true, false)), test);
    List<List<Object>> rows = new ArrayList<>();
    double change = 0;
    for (int level = 0; level < 4; level++) {
      change = Math.max(change, Math.abs(after[level] / before[level] - 1));
      rows.add(List.of("BitStack level " + (level + 1), before[level], after[level]));
    }
    try (LanguageModel model = trial.model();
        LanguageModel other = stretched.model()) {
      Baselines plain = trial.baselines(model, test);
      Baselines hard = stretched.baselines(other, test);
      for (int bits = 2; bits <= 4; bits++) {
        for (int group : new int[] {0, 64}) {
          RoundToNearest rounding = new RoundToNearest(bits, group, false);
          Baselines.Result a = plain.rounded(rounding);
          Baselines.Result b = hard.rounded(rounding);
          rows.add(List.of(a.name(), a.perplexity(), b.perplexity()));
          if (bits == 3 && group == 0) {
            metrics.put("outliers_rtn3_row", b.perplexity() / a.perplexity());
          }
        }
      }
    }
    metrics.put("outliers_change", change);
    blocks.add(
        new Table(
            "Four inputs of q, k, v and fc 30 times as large, the function unchanged",
            List.of("", "before", "after"),
            rows));
  }
}

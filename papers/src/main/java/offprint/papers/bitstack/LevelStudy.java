package offprint.papers.bitstack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.kernels.lm.model.LanguageModel;
import offprint.method.Chart;
import offprint.method.Report;
import offprint.method.Table;

/**
 * Perplexity level by level: signs with magnitudes beside plain low rank, with and without scales,
 * other ranks, other orders.
 *
 * @param whole perplexity of the uncompressed model on the test windows
 */
record LevelStudy(Trial trial, Trial.Made made, int[][] test, double whole) {
  /** Half of the test windows. */
  private int[][] some() {
    return Arrays.copyOf(test, Math.max(1, test.length / 2));
  }

  void levels(List<Report.Block> blocks, Map<String, Double> metrics) throws IOException {
    double[] levels = trial.levels(made, test);
    StackIndex index = made.stack().index();
    List<List<Object>> rows = new ArrayList<>();
    int falls = 0;
    for (int level = 1; level <= levels.length; level++) {
      double perplexity = levels[level - 1];
      falls += level > 1 && level <= 5 && perplexity < levels[level - 2] ? 1 : 0;
      long bytes = level * index.levelBytes() + index.scaleBytes();
      rows.add(
          List.of(level, bytes, 8.0 * bytes / index.weights(), perplexity, perplexity / whole));
      metrics.put("level_" + level, perplexity);
    }
    metrics.put("falls", (double) falls);
    metrics.put("level_3_ratio", levels[2] / whole);
    metrics.put("last_level_ratio", levels[levels.length - 1] / whole);
    blocks.add(
        new Table(
            "Levels",
            List.of(
                "blocks", "bytes but the base's", "bits per weight", "perplexity", "ratio to fp16"),
            rows));
    steps(blocks, metrics);
  }

  private void steps(List<Report.Block> blocks, Map<String, Double> metrics) throws IOException {
    StackIndex index = made.stack().index();
    int first = index.shapes().size();
    double[] stairs = trial.prefixes(made, first, index.order().size(), test);
    double[] x = new double[stairs.length];
    double[] line = new double[stairs.length];
    double up = 0;
    int ups = 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = (double) (index.items(first + i).bytes() - index.baseBytes()) / 1024;
      line[i] = whole;
      double step = i == 0 ? 0 : stairs[i] / stairs[i - 1] - 1;
      ups += step > 0 ? 1 : 0;
      up = Math.max(up, step);
    }
    metrics.put("largest_step_up", up);
    metrics.put("steps_up", (double) ups);
    blocks.add(
        new Chart(
            "Block by block",
            Chart.Axis.linear("KiB but the base's"),
            Chart.Axis.linear("perplexity"),
            List.of(
                Chart.Series.step("BitStack", x, stairs),
                Chart.Series.line("fp16", x, line).thin()),
            "%d of %d steps go up, by %.3f %% at most."
                .formatted(ups, stairs.length - 1, 100 * up)));
  }

  /** B4, B7 and another rank, on half of the windows. */
  void others(List<Report.Block> blocks, Map<String, Double> metrics) throws IOException {
    int[][] some = some();
    int count = Math.min(5, made.stack().index().levels());
    double[] scaled = trial.levels(made, some);
    double[] plain = trial.levels(trial.make(new Trial.Settings(count, 0, false, false)), some);
    Trial.Made wide = trial.make(new Trial.Settings(4, 4, true, false));
    double[] rank4 = trial.levels(wide, some);
    double[] svd = new double[count];
    try (LanguageModel model = trial.model()) {
      Baselines.LowRank lowRank = trial.baselines(model, some).lowRank(made.stack().scales());
      for (int level = 1; level <= count; level++) {
        svd[level - 1] = lowRank.level(level, 1).perplexity();
      }
    }
    List<List<Object>> rows = new ArrayList<>();
    int below = 0;
    double logs = 0;
    for (int i = 0; i < count; i++) {
      below += i < 4 && scaled[i] < svd[i] ? 1 : 0;
      logs += Math.log(scaled[i] / plain[i]) / count;
      rows.add(List.of(i + 1, scaled[i], svd[i], plain[i], i < 4 ? rank4[i] : Double.NaN));
    }
    metrics.put("below_svd", (double) below);
    metrics.put("svd_ratio_1", scaled[0] / svd[0]);
    metrics.put("scale_ratio", Math.exp(logs));
    StackIndex fat = wide.stack().index();
    blocks.add(
        new Table(
            "Perplexity on %d windows; k = 4 takes %,d bytes a level, k = 1 takes %,d"
                .formatted(some.length, fat.levelBytes(), made.stack().index().levelBytes()),
            List.of("level", "BitStack", "low rank, equal bytes", "not scaled", "k = 4"),
            rows));
  }

  /** B5: mean perplexity of the prefixes of levels 1 to 3, on half of the windows. */
  void orders(long seed, List<Report.Block> blocks, Map<String, Double> metrics)
      throws IOException {
    StackIndex index = made.stack().index();
    int width = index.shapes().size();
    List<List<Object>> rows = new ArrayList<>();
    double sorted = mean(made);
    rows.add(List.of("by perplexity", sorted));
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    double sum = 0;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 1; i <= 3; i++) {
      double value = mean(made.in(UniversalOrder.random(width, index.levels(), random)));
      rows.add(List.of("random " + i, value));
      least = Math.min(least, value);
      most = Math.max(most, value);
      sum += value / 3;
    }
    double reversed = mean(made.in(UniversalOrder.reversed(index.order(), width)));
    rows.add(List.of("reversed", reversed));
    metrics.put("sorted_over_random", sorted / sum);
    metrics.put("sorted_over_least_random", sorted / least);
    metrics.put("reversed_over_most_random", reversed / most);
    blocks.add(
        new Table(
            "Orders: mean perplexity of all prefixes of levels 1 to 3",
            List.of("order within a level", "perplexity"),
            rows));
  }

  private double mean(Trial.Made stack) throws IOException {
    int width = stack.stack().index().shapes().size();
    return Arrays.stream(trial.prefixes(stack, width, 3 * width, some())).average().orElseThrow();
  }
}

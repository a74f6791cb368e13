package offprint.papers.bitstack;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.kernels.lm.model.LanguageModel;

/**
 * Perplexity level by level: signs with magnitudes beside plain low rank, with and without scales,
 * other ranks, other orders.
 *
 * @param whole perplexity of the uncompressed model on the test windows
 */
record LevelStudy(Stack stack, int[][] test, double whole, Findings out) {
  /** Half of the test windows. */
  private int[][] some() {
    return Arrays.copyOf(test, Math.max(1, test.length / 2));
  }

  /** Returns the perplexity of each level. */
  double[] levels(Trial trial) throws IOException {
    double[] levels = trial.levels(stack, test);
    StackIndex index = stack.index();
    Frame frame = Frame.of("blocks", "bytes", "bits_per_weight", "perplexity", "ratio");
    int falls = 0;
    for (int level = 1; level <= levels.length; level++) {
      double perplexity = levels[level - 1];
      falls += level > 1 && level <= 5 && perplexity < levels[level - 2] ? 1 : 0;
      long bytes = level * index.levelBytes() + index.scaleBytes();
      frame.row(level, bytes, 8.0 * bytes / index.weights(), perplexity, perplexity / whole);
      out.metric("level_" + level, perplexity);
    }
    out.metric("falls", falls)
        .metric("level_3_ratio", levels[2] / whole)
        .metric("last_level_ratio", levels[levels.length - 1] / whole)
        .table(
            "Levels",
            frame,
            "blocks",
            "bytes=bytes without the base",
            "bits_per_weight",
            "perplexity",
            "ratio=ratio to fp16");
    return levels;
  }

  void steps(Trial trial) throws IOException {
    StackIndex index = stack.index();
    int first = index.shapes().size();
    double[] stairs =
        trial.prefixes(stack, IntStream.rangeClosed(first, index.order().size()), test);
    double[] x = new double[stairs.length];
    double up = 0;
    int ups = 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = (double) (index.items(first + i).bytes() - index.baseBytes()) / 1024;
      double step = i == 0 ? 0 : stairs[i] / stairs[i - 1] - 1;
      ups += step > 0 ? 1 : 0;
      up = Math.max(up, step);
    }
    out.metric("largest_step_up", up)
        .metric("steps_up", ups)
        .chart(
            Plot.of("Block by block")
                .x("KiB without the base")
                .y("perplexity")
                .step("BitStack", x, stairs)
                .function("fp16", x[0], x[x.length - 1], 2, _ -> whole)
                .chart(
                    "%d of %d steps go up, by %.3f %% at most."
                        .formatted(ups, stairs.length - 1, 100 * up)));
  }

  /** B4, B7 and another rank, on half of the windows. */
  void others(Trial trial) throws IOException {
    int[][] some = some();
    int count = Math.min(5, stack.index().levels());
    double[] scaled = trial.levels(stack, some);
    Stack unscaled =
        trial.make(
            Decomposition.of(count, 0, Decomposition.Scale.NONE, UniversalOrder.Order.MODEL));
    double[] plain = trial.levels(unscaled, some);
    Stack wide =
        trial.make(
            Decomposition.of(4, 4, Decomposition.Scale.ACTIVATION, UniversalOrder.Order.MODEL));
    double[] rank4 = trial.levels(wide, some);
    double[] svd = new double[count];
    try (LanguageModel model = trial.model()) {
      Baselines.LowRank lowRank = trial.baselines(model, some).lowRank(stack.scales());
      for (int level = 1; level <= count; level++) {
        svd[level - 1] = lowRank.level(level, 1).perplexity();
      }
    }
    Frame frame = Frame.of("level", "BitStack", "low_rank", "not_scaled", "k = 4");
    int below = 0;
    double logs = 0;
    for (int i = 0; i < count; i++) {
      below += i < 4 && scaled[i] < svd[i] ? 1 : 0;
      logs += Math.log(scaled[i] / plain[i]) / count;
      frame.row(i + 1, scaled[i], svd[i], plain[i], i < 4 ? rank4[i] : Double.NaN);
    }
    out.metric("below_svd", below)
        .metric("svd_ratio_1", scaled[0] / svd[0])
        .metric("scale_ratio", Math.exp(logs))
        .table(
            "Perplexity on %d windows; k = 4 takes %,d bytes a level, k = 1 takes %,d"
                .formatted(some.length, wide.index().levelBytes(), stack.index().levelBytes()),
            frame,
            "level",
            "BitStack",
            "low_rank=low rank, equal bytes",
            "not_scaled",
            "k = 4");
  }

  /** B5: mean perplexity of the prefixes of levels 1 to 3, on half of the windows. */
  void orders(Trial trial, long seed) throws IOException {
    StackIndex index = stack.index();
    int width = index.shapes().size();
    double sorted = mean(trial, stack);
    Frame frame = Frame.of("order within a level", "perplexity").row("by perplexity", sorted);
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    double sum = 0;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 1; i <= 3; i++) {
      Stack shuffled = stack.in(UniversalOrder.random(width, index.levels(), random));
      double value = mean(trial, shuffled);
      frame.row("random " + i, value);
      least = Math.min(least, value);
      most = Math.max(most, value);
      sum += value / 3;
    }
    double reversed = mean(trial, stack.in(UniversalOrder.reversed(index.order(), width)));
    frame.row("reversed", reversed);
    out.metric("sorted_over_random", sorted / sum)
        .metric("sorted_over_least_random", sorted / least)
        .metric("reversed_over_most_random", reversed / most)
        .table("Orders: mean perplexity of all prefixes of levels 1 to 3", frame);
  }

  private double mean(Trial trial, Stack other) throws IOException {
    int width = other.index().shapes().size();
    double[] found = trial.prefixes(other, IntStream.rangeClosed(width, 3 * width), some());
    return Arrays.stream(found).average().orElseThrow();
  }
}

package offprint.papers.bitstack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.kernels.lm.inference.WindowLoss;
import offprint.kernels.task.Progress;

/**
 * The order of the blocks: all of a level before the next, within a level the one whose addition to
 * a model with all blocks of the levels before gives the lowest perplexity first.
 *
 * @param scores perplexity with a projection one block ahead, of level 1, 2, …: [projections]
 * @param levels perplexity with equally many blocks of all, 1 to N
 */
record UniversalOrder(List<double[]> scores, List<Double> levels) {

  /** How blocks of a level are ordered. */
  enum Order {
    PERPLEXITY,
    RANDOM,
    MODEL
  }

  /**
   * Measures every block on the windows; the model is left with all blocks.
   *
   * @param count blocks of each projection, N
   * @param known scores of the first levels, found before
   */
  static UniversalOrder measure(
      Compressor compressor, int count, int[][] windows, List<double[]> known, Progress progress) {
    int projections = compressor.projections().size();
    int all = (count - 1 - known.size()) * projections + count;
    int done = 0;
    List<double[]> scores = new ArrayList<>(known);
    List<Double> levels = new ArrayList<>();
    for (int blocks = 1; blocks <= count; blocks++) {
      for (int p = 0; p < projections; p++) {
        compressor.show(p, blocks);
      }
      levels.add(perplexity(compressor, windows, progress, done++, all));
      if (blocks < count && scores.size() < blocks) {
        double[] level = new double[projections];
        for (int p = 0; p < projections; p++) {
          compressor.show(p, blocks + 1);
          level[p] = perplexity(compressor, windows, progress, done++, all);
          compressor.show(p, blocks);
        }
        scores.add(level);
      }
    }
    return new UniversalOrder(repaired(scores), levels);
  }

  private static double perplexity(
      Compressor compressor, int[][] windows, Progress progress, int done, int all) {
    String stage =
        "pass %d of %d over %,d tokens"
            .formatted(done + 1, all, windows.length * windows[0].length);
    double fraction = (double) done / all;
    return Math.exp(
        WindowLoss.mean(compressor.model(), windows, () -> progress.progress(fraction, stage)));
  }

  /**
   * Where a score is not a number, that of the next level plus the level's largest.
   *
   * @throws ArithmeticException if there is no next one
   */
  static List<double[]> repaired(List<double[]> scores) {
    List<double[]> result = new ArrayList<>(scores);
    for (int level = scores.size() - 1; level >= 0; level--) {
      double[] fixed = scores.get(level).clone();
      double largest = Arrays.stream(scores.get(level)).filter(Double::isFinite).max().orElse(0);
      for (int p = 0; p < fixed.length; p++) {
        if (!Double.isFinite(fixed[p])) {
          if (level + 1 == scores.size()) {
            throw new ArithmeticException(
                "the perplexity of block %d of projection %d is %s"
                    .formatted(level + 2, p + 1, fixed[p]));
          }
          fixed[p] = result.get(level + 1)[p] + largest;
        }
      }
      result.set(level, fixed);
    }
    return result;
  }

  /**
   * Items of the stack by the scores.
   *
   * @param projections number of them
   */
  static List<Integer> sorted(List<double[]> scores, int projections) {
    List<Integer> order = new ArrayList<>(StackIndex.plainOrder(projections, 1));
    for (int level = 0; level < scores.size(); level++) {
      double[] score = scores.get(level);
      int first = (level + 1) * projections;
      IntStream.range(0, projections)
          .boxed()
          .sorted(Comparator.comparingDouble(p -> score[p]))
          .forEach(p -> order.add(first + p));
    }
    return order;
  }

  /** Each level after the first shuffled. */
  static List<Integer> random(int projections, int levels, RandomGenerator random) {
    List<Integer> order = StackIndex.plainOrder(projections, levels);
    for (int level = 1; level < levels; level++) {
      Collections.shuffle(order.subList(level * projections, (level + 1) * projections), random);
    }
    return order;
  }

  /** Each level after the first turned round. */
  static List<Integer> reversed(List<Integer> order, int projections) {
    List<Integer> result = new ArrayList<>(order);
    for (int from = projections; from < order.size(); from += projections) {
      Collections.reverse(result.subList(from, from + projections));
    }
    return result;
  }
}

package offprint.papers.uncomp;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Selects the tokens that stay, by the attention they receive. */
final class Selection {
  private Selection() {}

  /** Sum of the rows in each of the first {@code count} columns. */
  static double[] sum(double[][] rows, int count) {
    double[] sums = new double[count];
    for (double[] row : rows) {
      for (int j = 0; j < count; j++) {
        sums[j] += row[j];
      }
    }
    return sums;
  }

  /**
   * Largest score within (kernel − 1)/2 places on either side.
   *
   * @param kernel odd
   */
  static double[] maxPool(double[] scores, int kernel) {
    int reach = kernel / 2;
    double[] pooled = new double[scores.length];
    for (int j = 0; j < scores.length; j++) {
      double largest = scores[j];
      int to = Math.min(scores.length - 1, j + reach);
      for (int i = Math.max(0, j - reach); i <= to; i++) {
        largest = Math.max(largest, scores[i]);
      }
      pooled[j] = largest;
    }
    return pooled;
  }

  /** Indices of the {@code count} best scores, ascending; of equal ones the lower index first. */
  static int[] best(double[] scores, int count) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparing(i -> i))
        .limit(count)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  /** Index of the worst score; of equal ones the highest. */
  static int worst(double[] scores) {
    int worst = 0;
    for (int j = 1; j < scores.length; j++) {
      worst = scores[j] <= scores[worst] ? j : worst;
    }
    return worst;
  }

  /**
   * The w last of n tokens and the (budget − w) best of the others, ascending; all where the budget
   * suffices.
   *
   * @param scores of the n − w others
   */
  static int[] withWindow(double[] scores, int tokens, int budget) {
    if (budget >= tokens) {
      return IntStream.range(0, tokens).toArray();
    }
    int window = tokens - scores.length;
    return IntStream.concat(
            Arrays.stream(best(scores, budget - window)), IntStream.range(scores.length, tokens))
        .toArray();
  }

  /**
   * The selection of one head after its prompt.
   *
   * @param rows attention of the last w queries to n tokens, [w × n]
   */
  static int[] of(double[][] rows, int kernel, int budget) {
    int tokens = rows[0].length;
    double[] scores = sum(rows, tokens - rows.length);
    return withWindow(maxPool(scores, kernel), tokens, budget);
  }
}

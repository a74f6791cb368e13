package offprint.papers.uncomp;

import java.util.Arrays;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.cache.PromptAttention;

/**
 * Keeps the tokens that the last w queries attend to, as many as each head's budget allows; with
 * equal budgets this is SnapKV.
 */
final class WindowRetention implements EvictionPolicy {
  private final Budgets budgets;
  private final int window;
  private final int kernel;
  private final double[][][][] rows;

  WindowRetention(Budgets budgets, int window, int kernel) {
    this.budgets = budgets;
    this.window = window;
    this.kernel = kernel;
    this.rows = new double[budgets.tokens().length][budgets.tokens()[0].length][][];
  }

  @Override
  public int window() {
    return window;
  }

  @Override
  public int[] keep(int layer, int head, PromptAttention attention) {
    int[] kept = Selection.of(attention.window(), kernel, budgets.of(layer, head));
    rows[layer][head] =
        Arrays.stream(attention.window())
            .map(row -> Arrays.stream(kept).mapToDouble(i -> row[i]).toArray())
            .toArray(double[][]::new);
    return kept;
  }

  @Override
  public int drop(int layer, int head, int[] positions, double[] row) {
    double[][] shifted = shift(rows[layer][head], row);
    rows[layer][head] = shifted;
    if (positions.length <= budgets.of(layer, head)) {
      return -1;
    }
    double[] scores = Selection.sum(shifted, positions.length - window);
    int dropped = Selection.worst(Selection.maxPool(scores, kernel));
    rows[layer][head] =
        Arrays.stream(shifted).map(r -> without(r, dropped)).toArray(double[][]::new);
    return dropped;
  }

  /** The rows without the oldest, one column of zeros longer, and the new row. */
  private double[][] shift(double[][] old, double[] row) {
    int kept = Math.min(old.length, window - 1);
    double[][] shifted = new double[kept + 1][];
    for (int i = 0; i < kept; i++) {
      shifted[i] = Arrays.copyOf(old[old.length - kept + i], row.length);
    }
    shifted[kept] = row;
    return shifted;
  }

  static double[] without(double[] values, int index) {
    double[] rest = new double[values.length - 1];
    System.arraycopy(values, 0, rest, 0, index);
    System.arraycopy(values, index + 1, rest, index, rest.length - index);
    return rest;
  }
}

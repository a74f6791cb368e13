package offprint.papers.uncomp;

import java.util.Arrays;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.cache.PromptAttention;

/**
 * H2O: half of the budget for the most recent tokens, half for those with the largest attention,
 * summed over all queries so far.
 */
final class HeavyHitters implements EvictionPolicy {
  private final Budgets budgets;
  private final double[][][] totals;

  HeavyHitters(Budgets budgets) {
    this.budgets = budgets;
    this.totals = new double[budgets.tokens().length][budgets.tokens()[0].length][];
  }

  @Override
  public boolean totals() {
    return true;
  }

  private int recent(int layer, int head) {
    return budgets.of(layer, head) / 2;
  }

  @Override
  public int[] keep(int layer, int head, PromptAttention attention) {
    int n = attention.tokens();
    double[] all = attention.totals();
    double[] older = Arrays.copyOf(all, Math.max(0, n - recent(layer, head)));
    int[] kept = Selection.withWindow(older, n, budgets.of(layer, head));
    totals[layer][head] = Arrays.stream(kept).mapToDouble(i -> all[i]).toArray();
    return kept;
  }

  @Override
  public int drop(int layer, int head, int[] positions, double[] row) {
    double[] sums = Arrays.copyOf(totals[layer][head], row.length);
    for (int j = 0; j < row.length; j++) {
      sums[j] += row[j];
    }
    totals[layer][head] = sums;
    if (positions.length <= budgets.of(layer, head)) {
      return -1;
    }
    int older = positions.length - recent(layer, head);
    int dropped = Selection.worst(Arrays.copyOf(sums, older));
    totals[layer][head] = WindowRetention.without(sums, dropped);
    return dropped;
  }
}

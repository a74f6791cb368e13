package offprint.kernels.lm.cache;

import java.util.Arrays;

/**
 * Attention that the entries of one cache head get while the prompt is read, summed over the query
 * heads that share them.
 *
 * @param positions of the n tokens
 * @param window rows of the last queries, [at most {@link EvictionPolicy#window} × n]
 * @param totals summed over all queries, [n]; empty unless asked for
 */
public record PromptAttention(int[] positions, double[][] window, double[] totals) {
  static int[] first(int count) {
    int[] indices = new int[count];
    Arrays.setAll(indices, i -> i);
    return indices;
  }

  /** Number n of tokens. */
  public int tokens() {
    return positions.length;
  }

  /** The indices of all tokens. */
  public int[] all() {
    return first(positions.length);
  }
}

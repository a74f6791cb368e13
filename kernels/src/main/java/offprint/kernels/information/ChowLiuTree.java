package offprint.kernels.information;

import java.util.Arrays;

/** Maximum spanning tree of mutual informations: the best tree-shaped law (Chow and Liu, 1968). */
public final class ChowLiuTree {
  private ChowLiuTree() {}

  /**
   * Weight of the tree over some variables. H(X_1 … X_k) is at most the sum of H(X_i) less this.
   * Prim's algorithm, O(k^2).
   *
   * @param information I(X_i; X_j), at least 0 [c][c]
   * @param variables indices into it, distinct [k]
   */
  public static double weight(double[][] information, int... variables) {
    int k = variables.length;
    double[] best = new double[k];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    boolean[] joined = new boolean[k];
    double weight = 0;
    int last = 0;
    for (int step = 1; step < k; step++) {
      joined[last] = true;
      int next = -1;
      for (int i = 0; i < k; i++) {
        if (!joined[i]) {
          best[i] = Math.max(best[i], information[variables[last]][variables[i]]);
          next = next < 0 || best[i] > best[next] ? i : next;
        }
      }
      weight += best[next];
      last = next;
    }
    return weight;
  }
}

package offprint.kernels.markov;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** A reversible chain from the dense matrix of its transition probabilities. */
public final class DetailedBalance {
  private static final double TOLERANCE = 1e-10;

  private DetailedBalance() {}

  /**
   * Finds mu by detailed balance along a spanning tree and checks every pair.
   *
   * @param p rows [states, states]
   * @throws IllegalArgumentException naming the row that does not sum to 1, the negative entry, the
   *     states that cannot be reached, or the pair that is farthest from balance
   */
  public static ReversibleChain chain(double[][] p) {
    int n = p.length;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        if (!(p[i][j] >= 0)) {
          throw new IllegalArgumentException(
              "matrix row %d, column %d: a probability must be at least 0: got %s"
                  .formatted(i + 1, j + 1, p[i][j]));
        }
        sum += p[i][j];
      }
      if (!(Math.abs(sum - 1) < 1e-9)) {
        throw new IllegalArgumentException(
            "matrix row %d must sum to 1: got %s".formatted(i + 1, sum));
      }
    }
    double[] law = ReversibleChain.normalised(balance(p));
    requireReversible(p, law);
    return sparse(p, law);
  }

  private static double[] balance(double[][] p) {
    int n = p.length;
    double[] weight = new double[n];
    Deque<Integer> queue = new ArrayDeque<>();
    queue.add(0);
    weight[0] = 1;
    int reached = 1;
    while (!queue.isEmpty()) {
      int i = queue.remove();
      for (int j = 0; j < n; j++) {
        if (weight[j] == 0 && p[i][j] > 0 && p[j][i] > 0) {
          weight[j] = weight[i] * p[i][j] / p[j][i];
          queue.add(j);
          reached++;
        }
      }
    }
    if (reached < n) {
      int lost = 0;
      while (weight[lost] > 0) {
        lost++;
      }
      throw new IllegalArgumentException(
          "matrix must be connected by moves that can be undone: state %d is not reached from 1"
              .formatted(lost + 1));
    }
    return weight;
  }

  private static void requireReversible(double[][] p, double[] law) {
    double worst = 0;
    int row = 0;
    int column = 0;
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < i; j++) {
        double gap = Math.abs(law[i] * p[i][j] - law[j] * p[j][i]);
        if (gap > worst) {
          worst = gap;
          row = i;
          column = j;
        }
      }
    }
    if (worst >= TOLERANCE) {
      throw new IllegalArgumentException(
          "matrix must be reversible: |mu_i P_ij - mu_j P_ji| is %.3g for the pair %d, %d"
              .formatted(worst, column + 1, row + 1));
    }
  }

  private static ReversibleChain sparse(double[][] p, double[] law) {
    int n = p.length;
    int[] start = new int[n + 1];
    int[] column = new int[n * n];
    double[] value = new double[n * n];
    int kept = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (p[i][j] > 0) {
          column[kept] = j;
          value[kept++] = p[i][j];
        }
      }
      start[i + 1] = kept;
    }
    return ReversibleChain.of(start, Arrays.copyOf(column, kept), Arrays.copyOf(value, kept), law);
  }
}

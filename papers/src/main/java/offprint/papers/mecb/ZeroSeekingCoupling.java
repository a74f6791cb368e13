package offprint.papers.mecb;

import java.util.function.IntConsumer;
import offprint.kernels.information.CellBuffer;
import offprint.kernels.information.Coupling;

/**
 * Greedy coupling that repeatedly takes the pair with the least |p_i - q_j| and puts the smaller of
 * the two into cell (i, j); ties go to the first pair, row by row. Each row remembers its nearest
 * column, so a step costs O(n + m) and now and then a rescan of a row.
 */
final class ZeroSeekingCoupling {
  static final int MOST_SYMBOLS = 4000;
  private static final double RESIDUE = 1e-15;

  private final double[] p;
  private final double[] q;
  private final int[] nearest;
  private final double[] distance;

  private ZeroSeekingCoupling(double[] p, double[] q) {
    this.p = p.clone();
    this.q = q.clone();
    nearest = new int[p.length];
    distance = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      scan(i);
    }
  }

  /**
   * @throws IllegalArgumentException if a law has more than 4000 symbols
   */
  static Coupling of(double[] p, double[] q, IntConsumer onStep) {
    if (Math.max(p.length, q.length) > MOST_SYMBOLS) {
      throw new IllegalArgumentException(
          "mec zero takes at most %d symbols: got %d and %d"
              .formatted(MOST_SYMBOLS, p.length, q.length));
    }
    ZeroSeekingCoupling left = new ZeroSeekingCoupling(p, q);
    CellBuffer cells = new CellBuffer(p.length + q.length);
    int step = 0;
    for (int i = left.best(); left.distance[i] < Double.POSITIVE_INFINITY; i = left.best()) {
      onStep.accept(step++);
      int j = left.nearest[i];
      double mass = Math.min(left.p[i], left.q[j]);
      cells.add(i, j, mass);
      left.take(i, j, mass);
    }
    return cells.coupling(p.length, q.length);
  }

  /** The row with the nearest column. */
  private int best() {
    int best = 0;
    for (int i = 1; i < p.length; i++) {
      best = distance[i] < distance[best] ? i : best;
    }
    return best;
  }

  private void take(int i, int j, double mass) {
    p[i] -= mass;
    q[j] -= mass;
    for (int k = 0; k < p.length; k++) {
      double d = Math.abs(p[k] - q[j]);
      if (k == i || nearest[k] == j) {
        scan(k);
      } else if (Math.min(p[k], q[j]) >= RESIDUE
          && (d < distance[k] || (d == distance[k] && j < nearest[k]))) {
        distance[k] = d;
        nearest[k] = j;
      }
    }
  }

  private void scan(int i) {
    distance[i] = Double.POSITIVE_INFINITY;
    for (int j = 0; j < q.length && p[i] >= RESIDUE; j++) {
      if (q[j] >= RESIDUE && Math.abs(p[i] - q[j]) < distance[i]) {
        distance[i] = Math.abs(p[i] - q[j]);
        nearest[i] = j;
      }
    }
  }
}

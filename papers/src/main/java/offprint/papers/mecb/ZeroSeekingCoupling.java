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
    clear(this.p);
    clear(this.q);
    for (int i = 0; i < p.length; i++) {
      scan(i);
    }
  }

  private static void clear(double[] mass) {
    for (int i = 0; i < mass.length; i++) {
      mass[i] = mass[i] < RESIDUE ? 0 : mass[i];
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
    ZeroSeekingCoupling state = new ZeroSeekingCoupling(p, q);
    CellBuffer cells = new CellBuffer(p.length + q.length);
    int step = 0;
    for (int i = state.best(); i >= 0; i = state.best()) {
      onStep.accept(step++);
      int j = state.nearest[i];
      double mass = Math.min(state.p[i], state.q[j]);
      cells.add(i, j, mass);
      state.take(i, j, mass);
    }
    return cells.coupling(p.length, q.length);
  }

  private int best() {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < p.length; i++) {
      if (distance[i] < least) {
        least = distance[i];
        best = i;
      }
    }
    return best;
  }

  private void take(int i, int j, double mass) {
    p[i] = p[i] - mass < RESIDUE ? 0 : p[i] - mass;
    q[j] = q[j] - mass < RESIDUE ? 0 : q[j] - mass;
    for (int k = 0; k < p.length; k++) {
      if (k == i || nearest[k] == j) {
        scan(k);
      } else if (p[k] > 0 && q[j] > 0) {
        double d = Math.abs(p[k] - q[j]);
        if (d < distance[k] || (d == distance[k] && j < nearest[k])) {
          distance[k] = d;
          nearest[k] = j;
        }
      }
    }
  }

  private void scan(int i) {
    distance[i] = Double.POSITIVE_INFINITY;
    if (p[i] == 0) {
      return;
    }
    for (int j = 0; j < q.length; j++) {
      if (q[j] > 0 && Math.abs(p[i] - q[j]) < distance[i]) {
        distance[i] = Math.abs(p[i] - q[j]);
        nearest[i] = j;
      }
    }
  }
}

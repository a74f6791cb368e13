package offprint.papers.mecb;

import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import offprint.kernels.information.Coupling;
import offprint.kernels.transport.TransportSimplex;

/**
 * The successive-linear-approximation baseline of table 1: P_{k+1} minimises &lt;-ln(P_k + 1e-6),
 * P&gt; over the couplings of p and q, until P no longer changes. It starts from the product with
 * each cell scaled by a random factor in [0.5, 1.5]: from the product itself every coupling is
 * optimal.
 */
final class LinearisedCoupling {
  static final int MOST_CELLS = 10_000;
  private static final int MOST_STEPS = 100;
  private static final double FLOOR = 1e-6;

  private LinearisedCoupling() {}

  /**
   * @throws IllegalArgumentException if there are more than 10,000 cells
   */
  static Coupling of(double[] p, double[] q, RandomGenerator random, IntConsumer onStep) {
    if ((long) p.length * q.length > MOST_CELLS) {
      throw new IllegalArgumentException(
          "mec sla takes at most %d cells: got %d x %d".formatted(MOST_CELLS, p.length, q.length));
    }
    double[][] joint = new double[p.length][q.length];
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < q.length; j++) {
        joint[i][j] = p[i] * q[j] * (0.5 + random.nextDouble());
      }
    }
    double before = Double.POSITIVE_INFINITY;
    for (int step = 0; step < MOST_STEPS; step++) {
      onStep.accept(step);
      double[][] cost = new double[p.length][q.length];
      for (int i = 0; i < p.length; i++) {
        for (int j = 0; j < q.length; j++) {
          cost[i][j] = -StrictMath.log(joint[i][j] + FLOOR);
        }
      }
      joint = TransportSimplex.solve(cost, p, q);
      double entropy = Coupling.ofDense(joint).entropyBits();
      if (entropy > before - 1e-12) {
        break;
      }
      before = entropy;
    }
    return Coupling.ofDense(joint);
  }
}

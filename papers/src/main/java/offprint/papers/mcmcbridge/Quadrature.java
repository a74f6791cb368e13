package offprint.papers.mcmcbridge;

import java.util.Arrays;
import java.util.Optional;
import offprint.kernels.sampling.LogDensity;
import offprint.kernels.sampling.Support;

/**
 * Exact moments of a density in up to three dimensions, by the midpoint rule on a grid that covers
 * the box of starts and all draws. Two interleaved grids must agree, or there is no answer.
 *
 * @param mean of each variable
 * @param deviation of each variable
 */
record Quadrature(double[] mean, double[] deviation) {
  private static final int[] POINTS = {4000, 300, 60};
  private static final double MOST_WORK = 1e7;
  private static final double AGREEMENT = 0.01;

  /**
   * @param free density over R^d
   * @param support of the variables
   * @param low least corner of the region, over R^d
   * @param high greatest corner
   * @param work numbers that an evaluation goes through
   */
  static Optional<Quadrature> of(
      LogDensity free, Support support, double[] low, double[] high, long work) {
    int d = low.length;
    if (d > POINTS.length || Math.pow(POINTS[d - 1], d) * work > MOST_WORK) {
      return Optional.empty();
    }
    int n = POINTS[d - 1];
    int total = (int) Math.round(Math.pow(n, d));
    double[] logs = new double[total];
    double[] u = new double[d];
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < total; k++) {
      point(k, n, low, high, u);
      logs[k] = free.value(u);
      max = Math.max(max, Double.isNaN(logs[k]) ? Double.NEGATIVE_INFINITY : logs[k]);
    }
    double[][] sums = new double[2][1 + 2 * d]; // of two grids like the colours of a chessboard
    for (int k = 0; k < total; k++) {
      int colour = point(k, n, low, high, u);
      double p = Math.exp(logs[k] - max);
      if (p > 0) {
        double[] x = support.bounded(u);
        sums[colour][0] += p;
        for (int i = 0; i < d; i++) {
          sums[colour][1 + i] += p * x[i];
          sums[colour][1 + d + i] += p * x[i] * x[i];
        }
      }
    }
    double[] both = new double[1 + 2 * d];
    Arrays.setAll(both, i -> sums[0][i] + sums[1][i]);
    Quadrature exact = moments(both, d);
    Quadrature one = moments(sums[0], d);
    for (int i = 0; i < d; i++) {
      double gap = Math.abs(exact.mean[i] - one.mean[i]) / exact.deviation[i];
      double spread = Math.abs(one.deviation[i] / exact.deviation[i] - 1);
      if (!(gap < AGREEMENT && spread < AGREEMENT)) {
        return Optional.empty();
      }
    }
    return Optional.of(exact);
  }

  /** The midpoint of cell {@code k}; gives the parity of its indices. */
  private static int point(int k, int n, double[] low, double[] high, double[] u) {
    int parity = 0;
    for (int i = 0; i < u.length; i++) {
      int index = k % n;
      k /= n;
      parity ^= index & 1;
      u[i] = low[i] + (high[i] - low[i]) * (index + 0.5) / n;
    }
    return parity;
  }

  private static Quadrature moments(double[] sums, int d) {
    double[] mean = new double[d];
    double[] deviation = new double[d];
    for (int i = 0; i < d; i++) {
      mean[i] = sums[1 + i] / sums[0];
      deviation[i] = Math.sqrt(Math.max(0, sums[1 + d + i] / sums[0] - mean[i] * mean[i]));
    }
    return new Quadrature(mean, deviation);
  }
}

package offprint.papers.maxentmechanics;

import java.util.random.RandomGenerator;

/** Random chains, reversible or not, and random laws. */
final class RandomChains {
  private RandomChains() {}

  /** P [n][n] with independent exponential weights. */
  static double[][] any(int n, RandomGenerator random) {
    double[][] p = new double[n][];
    for (int x = 0; x < n; x++) {
      p[x] = law(n, random);
    }
    return p;
  }

  /** P [n][n] of a random walk on symmetric weights: detailed balance holds. */
  static double[][] reversible(int n, RandomGenerator random) {
    double[][] p = new double[n][n];
    for (int x = 0; x < n; x++) {
      for (int y = 0; y <= x; y++) {
        p[x][y] = -StrictMath.log(1 - random.nextDouble());
        p[y][x] = p[x][y];
      }
    }
    for (double[] row : p) {
      normalise(row);
    }
    return p;
  }

  /** A law [n], uniform on the simplex. */
  static double[] law(int n, RandomGenerator random) {
    double[] p = new double[n];
    for (int i = 0; i < n; i++) {
      p[i] = -StrictMath.log(1 - random.nextDouble());
    }
    normalise(p);
    return p;
  }

  private static void normalise(double[] p) {
    double sum = 0;
    for (double value : p) {
      sum += value;
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
  }
}

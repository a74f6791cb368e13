package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Random chains, reversible or not, and random laws. */
final class RandomChains {
  private RandomChains() {}

  /** P [n][n] with independent exponential weights. */
  static double[][] any(int n, RandomGenerator random) {
    double[][] p = new double[n][];
    Arrays.setAll(p, _ -> law(n, random));
    return p;
  }

  /** P [n][n] of a random walk on symmetric weights: detailed balance holds. */
  static double[][] reversible(int n, RandomGenerator random) {
    double[][] p = new double[n][n];
    for (int x = 0; x < n; x++) {
      for (int y = 0; y <= x; y++) {
        p[x][y] = exponential(random);
        p[y][x] = p[x][y];
      }
    }
    return Arrays.stream(p).map(RandomChains::normalised).toArray(double[][]::new);
  }

  /** A law [n], uniform on the simplex. */
  static double[] law(int n, RandomGenerator random) {
    double[] p = new double[n];
    Arrays.setAll(p, _ -> exponential(random));
    return normalised(p);
  }

  private static double exponential(RandomGenerator random) {
    return -StrictMath.log(1 - random.nextDouble());
  }

  private static double[] normalised(double[] p) {
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(v -> v / sum).toArray();
  }
}

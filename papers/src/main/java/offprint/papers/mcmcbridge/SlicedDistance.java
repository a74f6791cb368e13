package offprint.papers.mcmcbridge;

import java.util.Arrays;
import java.util.SplittableRandom;
import offprint.kernels.sampling.Quantiles;

/** The sliced Wasserstein-2 distance of two sets of points over 64 fixed random directions. */
final class SlicedDistance {
  private static final int DIRECTIONS = 64;
  private static final int MOST_QUANTILES = 2000;

  private SlicedDistance() {}

  /** Points lie end to end [n · dimension]. */
  static double of(double[] a, double[] b, int dimension) {
    SplittableRandom random = new SplittableRandom(64);
    double sum = 0;
    for (int k = 0; k < DIRECTIONS; k++) {
      double[] direction = new double[dimension];
      double norm = 0;
      for (int i = 0; i < dimension; i++) {
        direction[i] = random.nextGaussian();
        norm += direction[i] * direction[i];
      }
      double[] first = projected(a, direction, Math.sqrt(norm));
      double[] second = projected(b, direction, Math.sqrt(norm));
      sum += square(first, second);
    }
    return Math.sqrt(sum / DIRECTIONS);
  }

  private static double[] projected(double[] points, double[] direction, double norm) {
    int d = direction.length;
    double[] shadow = new double[points.length / d];
    for (int k = 0; k < shadow.length; k++) {
      for (int i = 0; i < d; i++) {
        shadow[k] += points[k * d + i] * direction[i] / norm;
      }
    }
    return shadow;
  }

  private static double square(double[] a, double[] b) {
    if (a.length == b.length) {
      Arrays.sort(a);
      Arrays.sort(b);
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += (a[i] - b[i]) * (a[i] - b[i]) / a.length;
      }
      return sum;
    }
    int n = Math.min(MOST_QUANTILES, Math.max(a.length, b.length));
    Quantiles first = Quantiles.of(a);
    Quantiles second = Quantiles.of(b);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double p = (i + 0.5) / n;
      sum += Math.pow(first.at(p) - second.at(p), 2) / n;
    }
    return sum;
  }
}

package offprint.papers.funbat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.harness.Part;
import offprint.kernels.gp.DenseGp;
import offprint.kernels.gp.Matern;

/**
 * A dense Gaussian process on rows drawn by chance, as its cost allows no more. Values have mean 0
 * and variance 1.
 */
record Kriging(DenseGp process, int rows) {
  private static final double[] LENGTHSCALES = {0.01, 0.03, 0.1, 0.3, 1, 3};
  private static final double[] NOISES = {0.003, 0.03, 0.1, 0.3, 0.6};
  private static final int TUNING_ROWS = 400;
  private static final int PASSES = 2;

  /**
   * @param coordinates scaled [K, rows]
   * @param most rows to use
   */
  static Kriging of(
      double[][] coordinates,
      double[] y,
      int most,
      DenseGp.Covariance covariance,
      double noise,
      RandomGenerator random) {
    int[] rows = some(y.length, most, random);
    return new Kriging(
        new DenseGp(covariance, points(coordinates, rows), values(y, rows), noise), rows.length);
  }

  /** Length scales and noise chosen by the evidence of a few rows, one after the other. */
  static Kriging tuned(
      double[][] coordinates, double[] y, int most, RandomGenerator random, Part part) {
    int modes = coordinates.length;
    int[] rows = some(y.length, Math.min(most, TUNING_ROWS), random);
    double[][] x = points(coordinates, rows);
    double[] values = values(y, rows);
    double[] scales = new double[modes + 1]; // the noise is last
    Arrays.fill(scales, 0.1);
    double best = Double.NEGATIVE_INFINITY;
    for (int pass = 0; pass < PASSES; pass++) {
      for (int k = 0; k <= modes; k++) {
        part.progress(0.5 * (pass * modes + k) / (PASSES * modes + 1), "tuning a Gaussian process");
        double chosen = scales[k];
        for (double candidate : k < modes ? LENGTHSCALES : NOISES) {
          scales[k] = candidate;
          DenseGp tried = new DenseGp(covariance(scales), x, values, scales[modes]);
          if (tried.logEvidence() > best) {
            best = tried.logEvidence();
            chosen = candidate;
          }
          part.repeat();
        }
        scales[k] = chosen;
      }
    }
    return of(coordinates, y, most, covariance(scales), scales[modes], random);
  }

  private static DenseGp.Covariance covariance(double[] scales) {
    return new DenseGp.Covariance(Matern.MATERN12, Arrays.copyOf(scales, scales.length - 1), 1);
  }

  /** Numbers of at most {@code most} different rows. */
  private static int[] some(int rows, int most, RandomGenerator random) {
    int[] all = IntStream.range(0, rows).toArray();
    int count = Math.min(rows, most);
    for (int i = 0; i < count; i++) {
      int j = i + random.nextInt(rows - i);
      int swap = all[i];
      all[i] = all[j];
      all[j] = swap;
    }
    return Arrays.copyOf(all, count);
  }

  private static double[][] points(double[][] coordinates, int[] rows) {
    return Arrays.stream(rows)
        .mapToObj(n -> Arrays.stream(coordinates).mapToDouble(x -> x[n]).toArray())
        .toArray(double[][]::new);
  }

  private static double[] values(double[] y, int[] rows) {
    return Arrays.stream(rows).mapToDouble(n -> y[n]).toArray();
  }

  double[] predict(double[][] coordinates, Part part) {
    double[] predicted = new double[coordinates[0].length];
    double[] point = new double[coordinates.length];
    for (int n = 0; n < predicted.length; n++) {
      if (n % 256 == 0) {
        part.repeat();
      }
      for (int k = 0; k < point.length; k++) {
        point[k] = coordinates[k][n];
      }
      predicted[n] = process.mean(point);
    }
    return predicted;
  }
}

package offprint.papers.mcmcbridge;

import java.util.stream.IntStream;

/**
 * The exact score of a mixture of normal laws of deviation σ around given points: what a network
 * would learn that remembers its training set, and gives it back.
 *
 * @param centres end to end [n · d]
 */
record EmpiricalScore(double[] centres, int dimension) implements Score {
  /** Logarithm of a weight that changes no digit. */
  private static final double NEGLIGIBLE = -38;

  @Override
  public double[] at(double[] points, double sigma) {
    double[] score = new double[points.length];
    IntStream.range(0, points.length / dimension)
        .parallel()
        .forEach(k -> one(points, k * dimension, sigma, score));
    return score;
  }

  private void one(double[] points, int at, double sigma, double[] score) {
    int d = dimension;
    int n = centres.length / d;
    double[] log = new double[n];
    double max = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < n; j++) {
      double square = 0;
      for (int i = 0; i < d; i++) {
        double gap = points[at + i] - centres[j * d + i];
        square += gap * gap;
      }
      log[j] = -square / (2 * sigma * sigma);
      max = Math.max(max, log[j]);
    }
    double sum = 0;
    for (int j = 0; j < n; j++) {
      if (log[j] - max < NEGLIGIBLE) {
        continue;
      }
      double weight = Math.exp(log[j] - max);
      sum += weight;
      for (int i = 0; i < d; i++) {
        score[at + i] += weight * (centres[j * d + i] - points[at + i]);
      }
    }
    for (int i = 0; i < d; i++) {
      score[at + i] /= sum * sigma * sigma;
    }
  }
}

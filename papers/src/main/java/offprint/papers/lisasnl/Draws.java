package offprint.papers.lisasnl;

import java.util.Arrays;

/**
 * Weighted draws of parameters.
 *
 * @param points [n][d]
 * @param weights [n], sum 1
 */
record Draws(double[][] points, double[] weights) {

  /** Draws of equal weight. */
  static Draws equal(double[][] points) {
    double[] weights = new double[points.length];
    Arrays.fill(weights, 1.0 / points.length);
    return new Draws(points, weights);
  }

  int size() {
    return points.length;
  }

  double[] column(int i) {
    return Arrays.stream(points).mapToDouble(point -> point[i]).toArray();
  }

  /** Means [d]. */
  double[] mean() {
    double[] mean = new double[points[0].length];
    for (int s = 0; s < points.length; s++) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += weights[s] * points[s][i];
      }
    }
    return mean;
  }

  /** The covariance [d × d]. */
  double[] covariance() {
    double[] mean = mean();
    int d = mean.length;
    double[] covariance = new double[d * d];
    for (int s = 0; s < points.length; s++) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          covariance[i * d + j] += weights[s] * (points[s][i] - mean[i]) * (points[s][j] - mean[j]);
        }
      }
    }
    return covariance;
  }

  /** Standard deviations [d]. */
  double[] sd() {
    double[] covariance = covariance();
    int d = points[0].length;
    double[] sd = new double[d];
    Arrays.setAll(sd, i -> Math.sqrt(covariance[i * d + i]));
    return sd;
  }

  /** The value of parameter {@code i} below which a share {@code p} of the weight lies. */
  double quantile(int i, double p) {
    Integer[] order = new Integer[points.length];
    Arrays.setAll(order, s -> s);
    Arrays.sort(order, (a, b) -> Double.compare(points[a][i], points[b][i]));
    double sum = 0;
    for (int s : order) {
      sum += weights[s];
      if (sum >= p) {
        return points[s][i];
      }
    }
    return points[order[order.length - 1]][i];
  }

  /** Effective number of equally weighted draws, 1/Σw². */
  double effectiveSize() {
    return 1 / Arrays.stream(weights).map(w -> w * w).sum();
  }
}

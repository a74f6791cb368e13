package offprint.papers.arphmm;

/**
 * A mixture of normal laws.
 *
 * @param weight sums to 1
 * @param mean of each component
 * @param sd of each component, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // built once, read once
record NormalMixture(double[] weight, double[] mean, double[] sd) {
  private static final double TAIL_SDS = 40;
  private static final int MOST_HALVINGS = 200;

  double expectation() {
    double sum = 0;
    for (int k = 0; k < weight.length; k++) {
      sum += weight[k] * mean[k];
    }
    return sum;
  }

  double cdf(double x) {
    double sum = 0;
    for (int k = 0; k < weight.length; k++) {
      if (weight[k] > 0) {
        sum += weight[k] * Normal.cdf((x - mean[k]) / sd[k]);
      }
    }
    return sum;
  }

  /** The x with cdf(x) = p, by bisection down to neighbouring doubles. */
  double quantile(double p) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < weight.length; k++) {
      if (weight[k] > 0) {
        low = Math.min(low, mean[k] - TAIL_SDS * sd[k]);
        high = Math.max(high, mean[k] + TAIL_SDS * sd[k]);
      }
    }
    for (int i = 0; i < MOST_HALVINGS; i++) {
      double middle = 0.5 * (low + high);
      if (middle <= low || middle >= high) {
        break;
      }
      if (cdf(middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}

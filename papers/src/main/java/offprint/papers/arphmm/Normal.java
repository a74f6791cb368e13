package offprint.papers.arphmm;

/** The standard normal law. */
final class Normal {
  private static final double TAIL = 7;

  private Normal() {}

  static double density(double x) {
    return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  }

  /**
   * P(Z <= x), absolute error below 1e-15: the series 1/2 + phi(x) (x + x^3/3 + x^5/15 + …)
   * (Marsaglia 2004, eq. 1), and the tail's asymptotic series beyond 7.
   */
  static double cdf(double x) {
    if (Double.isNaN(x)) {
      return Double.NaN;
    }
    if (Math.abs(x) > TAIL) {
      double square = x * x;
      double upper = density(x) / Math.abs(x) * (1 - (1 - 3 * (1 - 5 / square) / square) / square);
      return x > 0 ? 1 - upper : upper;
    }
    double sum = x;
    double term = x;
    for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * density(x);
  }
}

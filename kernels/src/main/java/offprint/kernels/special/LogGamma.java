package offprint.kernels.special;

/** The logarithm of the gamma function and its derivative, for positive arguments. */
public final class LogGamma {
  private static final double STIRLING_FROM = 12;
  private static final double HALF_LOG_2PI = 0.9189385332046728;

  private LogGamma() {}

  /**
   * ln Γ(x), relative error about 1e-14: the recurrence ln Γ(x) = ln Γ(x+1) - ln x up to 12, then
   * Stirling's series. NaN where x is not positive.
   */
  public static double value(double x) {
    if (!(x > 0)) {
      return Double.NaN;
    }
    double y = x;
    double product = 1;
    while (y < STIRLING_FROM) {
      product *= y;
      y++;
    }
    double r = 1 / (y * y);
    double series =
        (1 / 12.0
                - r
                    * (1 / 360.0
                        - r
                            * (1 / 1260.0
                                - r * (1 / 1680.0 - r * (1 / 1188.0 - r * 691 / 360360.0)))))
            / y;
    return (y - 0.5) * Math.log(y) - y + HALF_LOG_2PI + series - Math.log(product);
  }

  /** The digamma function d ln Γ(x) / dx, by the same two steps. NaN where x is not positive. */
  public static double derivative(double x) {
    if (!(x > 0)) {
      return Double.NaN;
    }
    double y = x;
    double sum = 0;
    while (y < STIRLING_FROM) {
      sum -= 1 / y;
      y++;
    }
    double r = 1 / (y * y);
    double series =
        r
            * (1 / 12.0
                - r
                    * (1 / 120.0
                        - r * (1 / 252.0 - r * (1 / 240.0 - r * (1 / 132.0 - r * 691 / 32760.0)))));
    return sum + Math.log(y) - 0.5 / y - series;
  }
}

package offprint.kernels.special;

/** The complementary error function and the normal distribution function. */
public final class ErrorFunction {
  private static final double SERIES_BELOW = 2.5;

  private ErrorFunction() {}

  /**
   * erfc(x) = 2/√π ∫_x^∞ e^(-t²) dt to a relative error of about 1e-13: the series e^(-x²) Σ 2ⁿ
   * x^(2n+1) / (1·3·…·(2n+1)) near 0, the continued fraction of the tail beyond. The bits are equal
   * on every machine.
   */
  public static double erfc(double x) {
    if (Double.isNaN(x)) {
      return Double.NaN;
    }
    double a = Math.abs(x);
    double tail;
    if (a < SERIES_BELOW) {
      tail = 1 - series(a);
    } else {
      tail = a > 27.3 ? 0 : fraction(a);
    }
    return x < 0 ? 2 - tail : tail;
  }

  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; term > sum * 1e-17; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
  }

  /** erfc(x) = e^(-x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), from the inside out. */
  private static double fraction(double x) {
    double value = x;
    for (int n = 120; n >= 1; n--) {
      value = x + 0.5 * n / value;
    }
    return StrictMath.exp(-x * x) / (Math.sqrt(Math.PI) * value);
  }

  /** P(X ≤ x) for a standard normal X. */
  public static double normalDistribution(double x) {
    return 0.5 * erfc(-x / Math.sqrt(2));
  }
}

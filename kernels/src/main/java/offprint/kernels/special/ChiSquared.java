package offprint.kernels.special;

/** The chi-squared law with whole degrees of freedom. */
public final class ChiSquared {
  private static final double LOG_ROOT_PI = 0.5 * StrictMath.log(Math.PI);

  private ChiSquared() {}

  /**
   * P(X >= x) = Q(degrees / 2, x / 2): by its series below degrees + 2, by Lentz's continued
   * fraction above; relative error near 1e-14.
   *
   * @throws IllegalArgumentException if degrees is below 1 or x is NaN
   */
  public static double tail(double x, int degrees) {
    if (degrees < 1 || Double.isNaN(x)) {
      throw new IllegalArgumentException(
          "degrees must be at least 1 and x a number: got %d and %s".formatted(degrees, x));
    }
    if (x <= 0) {
      return 1;
    }
    double a = 0.5 * degrees;
    double y = 0.5 * x;
    double front = StrictMath.exp(a * StrictMath.log(y) - y - logGamma(degrees));
    return y < a + 1 ? 1 - front * series(a, y) : front * fraction(a, y);
  }

  /** ln Gamma(degrees / 2). */
  private static double logGamma(int degrees) {
    double sum = degrees % 2 == 0 ? 0 : LOG_ROOT_PI;
    for (int twice = degrees % 2 == 0 ? 2 : 1; twice < degrees; twice += 2) {
      sum += StrictMath.log(0.5 * twice);
    }
    return sum;
  }

  private static double series(double a, double y) {
    double term = 1 / a;
    double sum = term;
    for (double k = a + 1; term > sum * 1e-17; k++) {
      term *= y / k;
      sum += term;
    }
    return sum;
  }

  private static double fraction(double a, double y) {
    double b = y + 1 - a;
    double c = 1e300;
    double d = 1 / b;
    double h = d;
    for (int i = 1; i < 10_000; i++) {
      double an = -i * (i - a);
      b += 2;
      d = 1 / (an * d + b);
      c = b + an / c;
      h *= d * c;
      if (Math.abs(d * c - 1) < 1e-16) {
        break;
      }
    }
    return h;
  }
}

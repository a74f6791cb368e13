package offprint.kernels.special;

/** The logarithm of the gamma function and its derivative, for positive arguments. */
public final class GammaFunction {
  private static final double SHIFT = 10; // from here on the asymptotic series are exact

  private GammaFunction() {}

  /** ln Gamma(x): Stirling's series after a shift by recurrence; relative error near 1e-15. */
  public static double logGamma(double x) {
    requirePositive(x);
    double shift = 0;
    double y = x;
    double product = 1;
    while (y < SHIFT) {
      product *= y++;
    }
    shift -= Math.log(product);
    double w = 1 / (y * y);
    double series =
        1 / 12.0
            + w
                * (-1 / 360.0
                    + w * (1 / 1260.0 + w * (-1 / 1680.0 + w * (1 / 1188.0 - w * 691 / 360360.0))));
    return shift + (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series / y;
  }

  /** The derivative of ln Gamma at x. */
  public static double digamma(double x) {
    requirePositive(x);
    double shift = 0;
    double y = x;
    while (y < SHIFT) {
      shift -= 1 / y++;
    }
    double w = 1 / (y * y);
    double series =
        w
            * (1 / 12.0
                - w
                    * (1 / 120.0
                        - w * (1 / 252.0 - w * (1 / 240.0 - w * (1 / 132.0 - w * 691 / 32760.0)))));
    return shift + Math.log(y) - 0.5 / y - series;
  }

  private static void requirePositive(double x) {
    if (!(x > 0)) {
      throw new IllegalArgumentException("x must be positive: got " + x);
    }
  }
}

package offprint.kernels.special;

/** {@link GammaFunction} for formulas, where an argument out of bounds is NaN and no fault. */
public final class LogGamma {
  private LogGamma() {}

  /** ln Γ(x); NaN where x is not positive. */
  public static double value(double x) {
    return x > 0 ? GammaFunction.logGamma(x) : Double.NaN;
  }

  /** The digamma function d ln Γ(x) / dx; NaN where x is not positive. */
  public static double derivative(double x) {
    return x > 0 ? GammaFunction.digamma(x) : Double.NaN;
  }
}

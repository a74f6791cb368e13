package offprint.kernels.special;

/** The beta function and the incomplete gamma and beta functions, with their inverses. */
public final class GammaFunctions {
  private static final int MOST_TERMS = 100_000;

  private GammaFunctions() {}

  /** ln B(a, b). */
  public static double logBeta(double a, double b) {
    return LogGamma.value(a) + LogGamma.value(b) - LogGamma.value(a + b);
  }

  /** P(a, x) = γ(a, x) / Γ(a), the distribution function of the gamma law of scale 1. */
  public static double lowerGamma(double a, double x) {
    if (!(x > 0)) {
      return 0;
    }
    double front = Math.exp(a * Math.log(x) - x - LogGamma.value(a));
    if (x < a + 1) {
      double term = 1 / a;
      double sum = term;
      for (int k = 1; k < MOST_TERMS && term > sum * 1e-17; k++) {
        term *= x / (a + k);
        sum += term;
      }
      return front * sum;
    }
    double b = x + 1 - a;
    double c = 1e300;
    double d = 1 / b;
    double h = d;
    for (int i = 1; i < MOST_TERMS; i++) {
      double an = -i * (i - a);
      b += 2;
      d = 1 / (an * d + b);
      c = b + an / c;
      h *= d * c;
      if (Math.abs(d * c - 1) < 1e-16) {
        break;
      }
    }
    return 1 - front * h;
  }

  /** I_x(a, b), the distribution function of the beta law: Lentz's continued fraction. */
  public static double incompleteBeta(double a, double b, double x) {
    if (!(x > 0)) {
      return 0;
    }
    if (x >= 1) {
      return 1;
    }
    if (x > (a + 1) / (a + b + 2)) {
      return 1 - incompleteBeta(b, a, 1 - x);
    }
    double front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a;
    double c = 1;
    double d = 1 / floor(1 - (a + b) * x / (a + 1));
    double h = d;
    for (int m = 1; m < MOST_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / floor(1 + even * d);
      c = floor(1 + even / c);
      h *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / floor(1 + odd * d);
      c = floor(1 + odd / c);
      h *= d * c;
      if (Math.abs(d * c - 1) < 1e-16) {
        break;
      }
    }
    return front * h;
  }

  private static double floor(double value) {
    return Math.abs(value) < 1e-300 ? 1e-300 : value;
  }

  /** x with P(a, x) = p. */
  public static double inverseLowerGamma(double a, double p) {
    if (p <= 0 || p >= 1) {
      return p <= 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    double high = Math.max(1, 2 * a);
    while (lowerGamma(a, high) < p) {
      high *= 2;
    }
    double cube = 1 - 1 / (9 * a) + NormalQuantile.at(p) / (3 * Math.sqrt(a));
    double guess =
        a > 0.5 && cube > 0
            ? a * cube * cube * cube
            : Math.exp((Math.log(p * a) + LogGamma.value(a)) / a);
    return solve(
        x -> lowerGamma(a, x) - p,
        x -> Math.exp((a - 1) * Math.log(x) - x - LogGamma.value(a)),
        0,
        high,
        guess);
  }

  /** x with I_x(a, b) = p. */
  public static double inverseIncompleteBeta(double a, double b, double p) {
    if (p <= 0 || p >= 1) {
      return p <= 0 ? 0 : 1;
    }
    double logBeta = logBeta(a, b);
    return solve(
        x -> incompleteBeta(a, b, x) - p,
        x -> Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta),
        0,
        1,
        a / (a + b));
  }

  /** The root of an increasing function: Newton's steps, halving where they leave the bracket. */
  private static double solve(
      java.util.function.DoubleUnaryOperator function,
      java.util.function.DoubleUnaryOperator slope,
      double from,
      double to,
      double guess) {
    double low = from;
    double high = to;
    double x = guess > low && guess < high ? guess : 0.5 * (low + high);
    for (int step = 0; step < 200; step++) {
      double value = function.applyAsDouble(x);
      if (value > 0) {
        high = x;
      } else {
        low = x;
      }
      double next = x - value / slope.applyAsDouble(x);
      if (!(next > low && next < high)) {
        next = 0.5 * (low + high);
      }
      if (Math.abs(next - x) <= 1e-15 * Math.abs(x)) {
        return next;
      }
      x = next;
    }
    return x;
  }
}

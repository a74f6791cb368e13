package offprint.kernels.sampling;

import java.util.Arrays;

/**
 * The open box that a density lives on; bounds may be infinite. Chains walk over R^d instead, with
 * u = ln(x - low), u = -ln(high - x) or u = logit((x - low) / (high - low)), and the density there
 * has the factor |dx/du|.
 *
 * @param low [d], -∞ for none
 * @param high [d], +∞ for none
 */
public record Support(double[] low, double[] high) {
  public Support {
    for (int i = 0; i < low.length; i++) {
      if (!(low[i] < high[i])) {
        throw new IllegalArgumentException(
            "low must be below high: got %s and %s".formatted(low[i], high[i]));
      }
    }
  }

  /** True if no bound is finite. */
  public boolean isWholeSpace() {
    for (int i = 0; i < low.length; i++) {
      if (low[i] > Double.NEGATIVE_INFINITY || high[i] < Double.POSITIVE_INFINITY) {
        return false;
      }
    }
    return true;
  }

  /** True if the point lies inside. */
  public boolean contains(double[] x) {
    for (int i = 0; i < x.length; i++) {
      if (!(low[i] < x[i] && x[i] < high[i])) {
        return false;
      }
    }
    return true;
  }

  /** The point of R^d that stands for x. */
  public double[] free(double[] x) {
    double[] u = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      boolean below = low[i] > Double.NEGATIVE_INFINITY;
      boolean above = high[i] < Double.POSITIVE_INFINITY;
      if (below && above) {
        u[i] = Math.log(x[i] - low[i]) - Math.log(high[i] - x[i]);
      } else if (below) {
        u[i] = Math.log(x[i] - low[i]);
      } else {
        u[i] = above ? -Math.log(high[i] - x[i]) : x[i];
      }
    }
    return u;
  }

  /** The point that u stands for. */
  public double[] bounded(double[] u) {
    double[] x = new double[u.length];
    for (int i = 0; i < u.length; i++) {
      x[i] = bounded(i, u[i]);
    }
    return x;
  }

  private double bounded(int i, double u) {
    boolean below = low[i] > Double.NEGATIVE_INFINITY;
    boolean above = high[i] < Double.POSITIVE_INFINITY;
    if (below && above) {
      return low[i] + (high[i] - low[i]) / (1 + Math.exp(-u));
    }
    return below ? low[i] + Math.exp(u) : above ? high[i] - Math.exp(-u) : u;
  }

  /** The density over R^d: l(x(u)) + Σ ln |dx_i/du_i|. */
  public LogDensity free(LogDensity density) {
    return isWholeSpace() ? density : new Free(density, this);
  }

  private static final class Free implements LogDensity {
    private final LogDensity density;
    private final Support support;
    private final double[] x;

    Free(LogDensity density, Support support) {
      this.density = density;
      this.support = support;
      this.x = new double[density.dimension()];
    }

    @Override
    public int dimension() {
      return x.length;
    }

    @Override
    public double value(double[] u) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        x[i] = support.bounded(i, u[i]);
        sum += support.logFactor(i, u[i]);
      }
      return onBoundary() ? Double.NEGATIVE_INFINITY : density.value(x) + sum;
    }

    @Override
    public double gradient(double[] u, double[] gradient) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        x[i] = support.bounded(i, u[i]);
        sum += support.logFactor(i, u[i]);
      }
      if (onBoundary()) {
        Arrays.fill(gradient, 0);
        return Double.NEGATIVE_INFINITY;
      }
      double value = density.gradient(x, gradient);
      for (int i = 0; i < x.length; i++) {
        gradient[i] =
            gradient[i] * Math.exp(support.logFactor(i, u[i])) + support.logFactorSlope(i, u[i]);
      }
      return value + sum;
    }

    /** A point so far out that rounding put it on a bound has no density. */
    private boolean onBoundary() {
      return !support.contains(x);
    }

    @Override
    public LogDensity forThread() {
      return new Free(density.forThread(), support);
    }

    @Override
    public String name(int i) {
      boolean below = support.low[i] > Double.NEGATIVE_INFINITY;
      boolean above = support.high[i] < Double.POSITIVE_INFINITY;
      String name = density.name(i);
      return below && above ? "logit " + name : below || above ? "log " + name : name;
    }
  }

  /** ln |dx/du|. */
  private double logFactor(int i, double u) {
    boolean below = low[i] > Double.NEGATIVE_INFINITY;
    boolean above = high[i] < Double.POSITIVE_INFINITY;
    if (below && above) {
      double a = Math.abs(u);
      return Math.log(high[i] - low[i]) - a - 2 * Math.log1p(Math.exp(-a));
    }
    return below ? u : above ? -u : 0;
  }

  private double logFactorSlope(int i, double u) {
    boolean below = low[i] > Double.NEGATIVE_INFINITY;
    boolean above = high[i] < Double.POSITIVE_INFINITY;
    return below && above ? -Math.tanh(u / 2) : below ? 1 : above ? -1 : 0;
  }
}

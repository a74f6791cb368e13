package offprint.kernels.series;

import java.util.Arrays;

/**
 * Additive exponential smoothing of one series, ETS(A, N|A|Ad, N|A): parameters and the states
 * before the first row. With the one-step forecast {@code f = level + phi trend + season[0]} and
 * the error {@code e = y - f},
 *
 * <pre>
 *   level  = level + phi trend + alpha e
 *   trend  = phi trend + beta e
 *   season = season[0] + gamma e, next used one season later
 * </pre>
 *
 * These are the recursions of Holt and Winters with additive season, whose trend parameter is
 * {@code beta / alpha} (Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing,
 * 2008).
 *
 * @param alpha smoothing of the level
 * @param beta smoothing of the trend; 0 without trend
 * @param gamma smoothing of the season; 0 without season
 * @param phi damping of the trend: 1 without damping, 0 without trend
 * @param level before the first row
 * @param trend before the first row, per row
 * @param season [season], the first row's first; empty without season
 */
public record Smoothing(
    double alpha,
    double beta,
    double gamma,
    double phi,
    double level,
    double trend,
    double[] season) {

  /** What the trend of a model may do. */
  public enum Trend {
    NONE,
    ADDITIVE,
    DAMPED
  }

  /**
   * The states that a model has.
   *
   * @param season rows; 1 without season
   */
  public record Form(Trend trend, int season) {
    public Form {
      if (season < 1) {
        throw new IllegalArgumentException("season must be at least 1: got " + season);
      }
    }

    /** As the literature writes it, such as ETS(A,Ad,A). */
    public String label() {
      String middle =
          switch (trend) {
            case NONE -> "N";
            case ADDITIVE -> "A";
            case DAMPED -> "Ad";
          };
      return "ETS(A,%s,%s)".formatted(middle, season > 1 ? "A" : "N");
    }

    /** Number of smoothing parameters. */
    int smoothingParameters() {
      int ofTrend =
          switch (trend) {
            case NONE -> 0;
            case ADDITIVE -> 1;
            case DAMPED -> 2;
          };
      return 1 + ofTrend + (season > 1 ? 1 : 0);
    }

    /**
     * Free parameters: smoothing parameters, initial states (a season's sum to zero) and the
     * variance of the errors.
     */
    int parameters() {
      return smoothingParameters() + 1 + (trend == Trend.NONE ? 0 : 1) + (season - 1) + 1;
    }
  }

  public Form form() {
    Trend kind = phi == 0 ? Trend.NONE : phi == 1 ? Trend.ADDITIVE : Trend.DAMPED;
    return new Form(kind, Math.max(1, season.length));
  }

  /** The same model with the states after {@code values}. */
  public Smoothing after(double[] values) {
    double[] ring = season.length == 0 ? new double[1] : season.clone();
    double l = level;
    double b = trend;
    int phase = 0;
    for (double y : values) {
      double mean = l + phi * b;
      double e = y - mean - ring[phase];
      l = mean + alpha * e;
      b = phi * b + beta * e;
      ring[phase] += gamma * e;
      phase = phase + 1 == ring.length ? 0 : phase + 1;
    }
    double[] rotated = new double[season.length];
    for (int i = 0; i < rotated.length; i++) {
      rotated[i] = ring[(phase + i) % ring.length];
    }
    return new Smoothing(alpha, beta, gamma, phi, l, b, rotated);
  }

  /** Sum of the squared one-step errors over {@code values}. */
  public double squares(double[] values) {
    double[] ring = season.length == 0 ? new double[1] : season.clone();
    double l = level;
    double b = trend;
    int phase = 0;
    double sum = 0;
    for (double y : values) {
      double mean = l + phi * b;
      double e = y - mean - ring[phase];
      l = mean + alpha * e;
      b = phi * b + beta * e;
      ring[phase] += gamma * e;
      phase = phase + 1 == ring.length ? 0 : phase + 1;
      sum += e * e;
    }
    return sum;
  }

  /** The next {@code horizon} values. */
  public double[] forecast(int horizon) {
    double[] y = new double[horizon];
    double damped = 0;
    double power = 1;
    for (int h = 0; h < horizon; h++) {
      power *= phi;
      damped += power;
      y[h] = level + damped * trend + (season.length == 0 ? 0 : season[h % season.length]);
    }
    return y;
  }

  /**
   * Gaussian log-likelihood in nats at the variance that maximises it, {@code -n/2 (ln(2 pi
   * squares/n) + 1)}.
   */
  public double logLikelihood(double[] values) {
    return -0.5 * values.length * (Math.log(2 * Math.PI * squares(values) / values.length) + 1);
  }

  /** States after each row of a series; see {@link SmoothingStates}. */
  SmoothingStates states(float[] values) {
    return new SmoothingStates(this, values);
  }

  /**
   * Fits one form by maximum likelihood, which is least squares of the one-step errors.
   *
   * @throws IllegalArgumentException if the values are too few for the form
   */
  public static Smoothing fit(double[] values, Form form) {
    return SmoothingFit.of(values, form, SmoothingFit.MOST_ROWS);
  }

  /**
   * Fits the forms with and without trend, damping and season; returns the one of least AICc.
   *
   * @param season rows; 1 without season
   */
  public static Smoothing choose(double[] values, int season) {
    return choose(values, season, SmoothingFit.MOST_ROWS);
  }

  /**
   * As {@link #choose(double[], int)}, in less time: smoothing parameters are searched on the last
   * rows; the states before the first row and the choice go by all.
   *
   * @param searched number of last rows, at least 1; forms that need more take what they need
   */
  public static Smoothing choose(double[] values, int season, int searched) {
    return SmoothingFit.choose(values, season, searched);
  }

  @Override
  public String toString() {
    return "%s alpha %.4g, beta %.4g, gamma %.4g, phi %.4g, level %.4g, trend %.4g, season %s"
        .formatted(form().label(), alpha, beta, gamma, phi, level, trend, Arrays.toString(season));
  }
}

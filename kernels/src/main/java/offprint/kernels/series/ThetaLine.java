package offprint.kernels.series;

/**
 * The standard Theta method (Assimakopoulos and Nikolopoulos, International Journal of Forecasting
 * 16, 2000) for one series, in the form of Hyndman and Billah (2003): simple exponential smoothing
 * of the deseasonalised series, plus half the slope of its straight line,
 *
 * <pre>  forecast(n, h) = level_n + slope/2 (h - 1 + (1 - (1 - alpha)^n) / alpha) + season</pre>
 *
 * The season is additive, because scaled series have both signs: means by phase around the centred
 * moving average.
 *
 * @param alpha smoothing of the level
 * @param level before the first row
 * @param slope of the least-squares line through the deseasonalised series, per row
 * @param season [season], row 0's first, with mean 0; empty without season
 */
public record ThetaLine(double alpha, double level, double slope, double[] season) {
  private static final double CRITICAL = 1.645; // two-sided, 10 %

  /**
   * Fits a series. The season is removed if the autocorrelation at its lag is significant at 10 %
   * and two seasons are there.
   *
   * @param season rows; 1 without season
   */
  public static ThetaLine fit(double[] values, int season) {
    double[] seasonal = isSeasonal(values, season) ? seasonalMeans(values, season) : new double[0];
    double[] rest = values.clone();
    for (int t = 0; t < rest.length && seasonal.length > 0; t++) {
      rest[t] -= seasonal[t % season];
    }
    Smoothing simple = Smoothing.fit(rest, new Smoothing.Form(Smoothing.Trend.NONE, 1));
    return new ThetaLine(simple.alpha(), simple.level(), slope(rest), seasonal);
  }

  /** The next {@code horizon} values after {@code values}, which begin at row 0. */
  public double[] forecast(double[] values, int horizon) {
    double l = level;
    for (int t = 0; t < values.length; t++) {
      l += alpha * (values[t] - seasonal(t) - l);
    }
    double[] y = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      y[h] = l + drift(values.length, h) + seasonal(values.length + h);
    }
    return y;
  }

  /** The line's part of the forecast of row {@code n + h} after n rows. */
  double drift(int n, int h) {
    return slope / 2 * (h + (1 - Math.pow(1 - alpha, n)) / alpha);
  }

  double seasonal(int row) {
    return season.length == 0 ? 0 : season[row % season.length];
  }

  /** The test of the method's authors: r_m^2 n > 1.645^2 (1 + 2 sum of r_i^2, i < m). */
  private static boolean isSeasonal(double[] values, int season) {
    int n = values.length;
    if (season < 2 || n < 2 * season + 1) {
      return false;
    }
    double mean = 0;
    for (double value : values) {
      mean += value / n;
    }
    double[] product = new double[season + 1];
    for (int lag = 0; lag <= season; lag++) {
      for (int t = lag; t < n; t++) {
        product[lag] += (values[t] - mean) * (values[t - lag] - mean);
      }
    }
    double squares = 1;
    for (int lag = 1; lag < season; lag++) {
      squares += 2 * Math.pow(product[lag] / product[0], 2);
    }
    double last = product[season] / product[0];
    return n * last * last > CRITICAL * CRITICAL * squares;
  }

  /** Means by phase of the series less its centred moving average over one season. */
  private static double[] seasonalMeans(double[] values, int season) {
    int half = season / 2;
    double[] sums = new double[values.length + 1];
    for (int t = 0; t < values.length; t++) {
      sums[t + 1] = sums[t] + values[t];
    }
    double[] means = new double[season];
    int[] count = new int[season];
    for (int t = half; t + half < values.length; t++) {
      double low = sums[t - half + season] - sums[t - half];
      double high = season % 2 == 0 ? sums[t - half + season + 1] - sums[t - half + 1] : low;
      means[t % season] += values[t] - (low + high) / (2.0 * season);
      count[t % season]++;
    }
    double mean = 0;
    for (int p = 0; p < season; p++) {
      means[p] /= count[p];
      mean += means[p] / season;
    }
    for (int p = 0; p < season; p++) {
      means[p] -= mean;
    }
    return means;
  }

  private static double slope(double[] values) {
    double centre = (values.length - 1) / 2.0;
    double cross = 0;
    double squares = 0;
    for (int t = 0; t < values.length; t++) {
      cross += (t - centre) * values[t];
      squares += (t - centre) * (t - centre);
    }
    return squares > 0 ? cross / squares : 0;
  }
}

package offprint.kernels.series;

/** The length of the season, found from the data. */
public final class Season {
  private static final int MOST_ROWS = 20_000;
  private static final double WEAKEST = 0.2;

  private Season() {}

  /**
   * The lag at which the autocorrelation, averaged over the channels, has its strongest peak; the
   * shortest of those within 15 % of it, so that a multiple of the season is not taken for the
   * season. The slow part is taken out first: first differences.
   *
   * @param values [channels][time]; the last 20 000 of rows [0, rows) are used
   * @param longest lag looked at
   * @return 1 where no peak reaches 0.2
   */
  public static int find(double[][] values, int rows, int longest) {
    int from = Math.max(0, rows - MOST_ROWS);
    int most = Math.min(longest, (rows - from) / 3);
    double[] mean = new double[most + 2];
    for (double[] series : values) {
      double[] r = autocorrelation(differences(series, from, rows), most + 1);
      for (int lag = 0; lag < r.length; lag++) {
        mean[lag] += r[lag] / values.length;
      }
    }
    double best = 0;
    for (int lag = 2; lag <= most; lag++) {
      best = isPeak(mean, lag) ? Math.max(best, mean[lag]) : best;
    }
    for (int lag = 2; lag <= most && best >= WEAKEST; lag++) {
      if (isPeak(mean, lag) && mean[lag] >= 0.85 * best) {
        return lag;
      }
    }
    return 1;
  }

  private static boolean isPeak(double[] r, int lag) {
    return r[lag] > r[lag - 1] && r[lag] >= r[lag + 1];
  }

  private static double[] differences(double[] series, int from, int to) {
    double[] d = new double[Math.max(0, to - from - 1)];
    for (int i = 0; i < d.length; i++) {
      d[i] = series[from + i + 1] - series[from + i];
    }
    return d;
  }

  /**
   * Autocorrelation at lags 0 to {@code longest}; 0 for a constant series.
   *
   * @return [longest + 1]
   */
  public static double[] autocorrelation(double[] series, int longest) {
    double mean = 0;
    for (double value : series) {
      mean += value / series.length;
    }
    double[] centred = new double[series.length];
    for (int t = 0; t < centred.length; t++) {
      centred[t] = series[t] - mean;
    }
    double[] r = new double[longest + 1];
    for (int lag = 0; lag < Math.min(r.length, series.length); lag++) {
      double sum = 0;
      for (int t = lag; t < centred.length; t++) {
        sum += centred[t] * centred[t - lag];
      }
      r[lag] = sum;
    }
    double variance = r[0];
    for (int lag = 0; lag < r.length; lag++) {
      r[lag] = variance > 0 ? r[lag] / variance : 0;
    }
    return r;
  }
}

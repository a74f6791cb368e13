package offprint.kernels.series;

/** Estimates the season length of a series. */
public final class Season {
  private static final int MOST_ROWS = 20_000;
  private static final int LEAST_CYCLES = 4;
  private static final double LEAST_SHARE = 0.1;
  private static final double CLOSE_TO_BEST = 0.85;

  private Season() {}

  /**
   * Finds the lag whose seasonal means explain the most variance of the detrended series. The trend
   * is the centred moving average over one lag; each cycle is predicted by the means of the other
   * cycles; the explained share is averaged over channels. Of the lags within 15 % of the best
   * share the shortest wins, so that a multiple of the season is not taken for the season.
   *
   * @param values [channels][time]; the last 20 000 of rows [0, rows) are used
   * @param longest longest lag tried; at least four cycles must fit
   * @return season length in rows; 1 if no lag explains a share of 0.1 + 1/cycles. The second term
   *     is there because a random walk looks seasonal over few cycles.
   */
  public static int find(double[][] values, int rows, int longest) {
    int from = Math.max(0, rows - MOST_ROWS);
    int most = Math.min(longest, (rows - from) / (LEAST_CYCLES + 1));
    double[] shares = new double[Math.max(2, most + 1)];
    for (double[] series : values) {
      double[] sums = sums(series, from, rows);
      for (int lag = 2; lag <= most; lag++) {
        shares[lag] += explained(series, from, sums, lag) / values.length;
      }
    }
    double best = 0;
    for (double share : shares) {
      best = Math.max(best, share);
    }
    for (int lag = 2; lag <= most && best > 0; lag++) {
      if (shares[lag] >= CLOSE_TO_BEST * best) {
        return bestBetween(shares, lag, Math.min(most, lag + lag / 5));
      }
    }
    return 1;
  }

  private static int bestBetween(double[] shares, int from, int to) {
    int best = from;
    for (int lag = from; lag <= to; lag++) {
      best = shares[lag] > shares[best] ? lag : best;
    }
    return best;
  }

  private static double[] sums(double[] series, int from, int to) {
    double[] sums = new double[to - from + 1];
    for (int i = 0; i < to - from; i++) {
      sums[i + 1] = sums[i] + series[from + i];
    }
    return sums;
  }

  /**
   * 1 - sum (d - mean of the other cycles at its phase)^2 / sum d^2, where d is the series less its
   * moving average over {@code lag} points.
   */
  private static double explained(double[] series, int from, double[] sums, int lag) {
    int rows = sums.length - 1;
    int half = lag / 2;
    int cycles = (rows - lag) / lag;
    double total = 0;
    double residual = 0;
    double[] phase = new double[cycles];
    for (int p = 0; p < lag; p++) {
      double sum = 0;
      for (int c = 0; c < cycles; c++) {
        int t = half + p + c * lag;
        double low = sums[t - half + lag] - sums[t - half];
        double high = lag % 2 == 0 ? sums[t - half + lag + 1] - sums[t - half + 1] : low;
        double d = series[from + t] - (low + high) / (2.0 * lag);
        phase[c] = d;
        sum += d;
        total += d * d;
      }
      for (double d : phase) {
        double e = (cycles * d - sum) / (cycles - 1);
        residual += e * e;
      }
    }
    double share = total > 0 ? 1 - residual / total : 0;
    return share >= LEAST_SHARE + 1.0 / cycles ? share : 0;
  }
}

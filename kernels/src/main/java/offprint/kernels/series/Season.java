package offprint.kernels.series;

/** The length of the season, found from the data. */
public final class Season {
  private static final int MOST_ROWS = 20_000;
  private static final int LEAST_CYCLES = 4;
  private static final double WEAKEST = 0.1;
  private static final double NEARLY_BEST = 0.85;

  private Season() {}

  /**
   * The lag whose seasonal means say most of what the centred moving average of that length leaves
   * over: the share of its variance that is told for each cycle by the means of the other cycles,
   * averaged over the channels. The shortest of those within 15 % of the best, so that a multiple
   * of the season is not taken for the season.
   *
   * @param values [channels][time]; the last 20 000 of rows [0, rows) are used
   * @param longest lag looked at; at least four cycles must fit
   * @return 1 where no lag tells a tenth, and 1/n more where only n cycles can tell: a random walk
   *     looks seasonal over a few
   */
  public static int find(double[][] values, int rows, int longest) {
    int from = Math.max(0, rows - MOST_ROWS);
    int most = Math.min(longest, (rows - from) / (LEAST_CYCLES + 1));
    double[] told = new double[Math.max(2, most + 1)];
    for (double[] series : values) {
      double[] sums = sums(series, from, rows);
      for (int lag = 2; lag <= most; lag++) {
        told[lag] += told(series, from, sums, lag) / values.length;
      }
    }
    double best = 0;
    for (double share : told) {
      best = Math.max(best, share);
    }
    for (int lag = 2; lag <= most && best > 0; lag++) {
      if (told[lag] >= NEARLY_BEST * best) {
        return bestBetween(told, lag, Math.min(most, lag + lag / 5));
      }
    }
    return 1;
  }

  private static int bestBetween(double[] told, int from, int to) {
    int best = from;
    for (int lag = from; lag <= to; lag++) {
      best = told[lag] > told[best] ? lag : best;
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
  private static double told(double[] series, int from, double[] sums, int lag) {
    int rows = sums.length - 1;
    int half = lag / 2;
    int cycles = (rows - lag) / lag;
    double total = 0;
    double missed = 0;
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
        missed += e * e;
      }
    }
    double share = total > 0 ? 1 - missed / total : 0;
    return share >= WEAKEST + 1.0 / cycles ? share : 0;
  }
}

package offprint.papers.fimmjp;

/**
 * What the cell network sees of a set of paths: {@value #COUNT} numbers for each ordered pair of
 * states, from counts alone, so that its cost does not grow with the data.
 *
 * @param states n
 * @param values [n * n * {@value #COUNT}], cell by cell
 * @param unit mean interval between readings, the unit of time of all else here
 * @param scale typical exit rate per unit of time
 * @param firstShare share of paths that begin in each state [n]
 */
record CellFeatures(int states, double[] values, double unit, double scale, double[] firstShare) {
  static final int COUNT = 28;
  private static final int[] LAGS = {1, 2, 4, 8, 16};

  static CellFeatures of(Paths paths) {
    int n = paths.states();
    double unit = paths.meanInterval();
    double[] values = new double[n * n * COUNT];
    double[] number = new double[n * n];
    for (int g = 0; g < LAGS.length; g++) {
      PairCounts pairs = PairCounts.of(paths, LAGS[g], unit);
      if (g == 0) {
        number = pairs.number();
      }
      lagFeatures(pairs, LAGS[g], n, values, 4 * g);
    }
    double[] dwell = PairCounts.dwell(paths, unit);
    double[] returns = PairCounts.returns(paths);
    double[] first = paths.firstShare();
    double rates = 0;
    double time = 0;
    for (int a = 0; a < n; a++) {
      time += dwell[a];
      for (int b = 0; b < n; b++) {
        int cell = a * n + b;
        double rate = a == b || dwell[a] == 0 ? 0 : number[cell] / dwell[a];
        rates += rate;
        int at = cell * COUNT + 4 * LAGS.length;
        values[at] = Math.log(rate + 0.5 / Math.max(dwell[a], 1)) / 5;
        values[at + 1] = Math.log(1 + dwell[a]) / 5;
        values[at + 2] = Math.log(1 + returns[cell]) / 5;
        values[at + 3] = (returns[cell] + 0.1) / (number[cell] + 1);
        values[at + 4] = first[a];
        values[at + 5] = a == b ? 1 : 0;
        values[at + 6] = Math.log(paths.count()) / 5;
        values[at + 7] = n / 6.0;
      }
    }
    double scale = rates / n + 0.5 / Math.max(time, 1);
    return new CellFeatures(n, values, unit, scale, first);
  }

  private static void lagFeatures(PairCounts pairs, int lag, int n, double[] values, int offset) {
    for (int a = 0; a < n; a++) {
      double row = 0;
      for (int b = 0; b < n; b++) {
        row += pairs.number()[a * n + b];
      }
      for (int b = 0; b < n; b++) {
        int cell = a * n + b;
        double count = pairs.number()[cell];
        int at = cell * COUNT + offset;
        values[at] = Math.log(1 + count) / 5;
        values[at + 1] = (count + 0.1) / (row + 0.6);
        values[at + 2] = Math.log((count + 0.5) / (row + 1)) / 5;
        values[at + 3] = count == 0 ? 1 : pairs.time()[cell] / (count * lag);
      }
    }
  }
}

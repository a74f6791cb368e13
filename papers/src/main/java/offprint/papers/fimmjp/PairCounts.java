package offprint.papers.fimmjp;

/**
 * How often reading b comes {@code lag} readings after reading a, and after how much time.
 *
 * @param number N [n * n]
 * @param time sum of the time differences [n * n], in units of the mean interval
 */
record PairCounts(double[] number, double[] time) {

  /** Pairs lie inside a path; paths that are not longer than the lag have none. */
  static PairCounts of(Paths paths, int lag, double unit) {
    int n = paths.states();
    int[] number = new int[n * n];
    double[] time = new double[n * n];
    for (int k = 0; k < paths.count(); k++) {
      int[] reading = paths.readings()[k];
      double[] at = paths.times()[k];
      for (int i = lag; i < reading.length; i++) {
        int cell = reading[i - lag] * n + reading[i];
        number[cell]++;
        time[cell] += at[i] - at[i - lag];
      }
    }
    double[] numbers = new double[n * n];
    for (int cell = 0; cell < numbers.length; cell++) {
      numbers[cell] = number[cell];
      time[cell] /= unit;
    }
    return new PairCounts(numbers, time);
  }

  /** Time spent in each state by the trapezoid rule [n], in units of the mean interval. */
  static double[] dwell(Paths paths, double unit) {
    double[] dwell = new double[paths.states()];
    for (int k = 0; k < paths.count(); k++) {
      int[] reading = paths.readings()[k];
      double[] at = paths.times()[k];
      for (int i = 1; i < reading.length; i++) {
        double half = (at[i] - at[i - 1]) / (2 * unit);
        dwell[reading[i - 1]] += half;
        dwell[reading[i]] += half;
      }
    }
    return dwell;
  }

  /** Number of three successive readings a b a with b other than a, at [a * n + b]. */
  static double[] returns(Paths paths) {
    int n = paths.states();
    double[] returns = new double[n * n];
    for (int[] reading : paths.readings()) {
      for (int i = 2; i < reading.length; i++) {
        if (reading[i] == reading[i - 2] && reading[i] != reading[i - 1]) {
          returns[reading[i] * n + reading[i - 1]]++;
        }
      }
    }
    return returns;
  }
}

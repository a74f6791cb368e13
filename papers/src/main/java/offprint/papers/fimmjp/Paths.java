package offprint.papers.fimmjp;

/**
 * Readings of one hidden jump process: paths, each with its own times.
 *
 * @param states n; readings are 0 to n - 1
 * @param readings [path][reading]
 * @param times [path][reading], increasing within a path
 */
record Paths(int states, int[][] readings, double[][] times) {

  int count() {
    return readings.length;
  }

  /** Readings of all paths. */
  int total() {
    int total = 0;
    for (int[] path : readings) {
      total += path.length;
    }
    return total;
  }

  /** Mean time between neighbouring readings: the unit of time of a network. */
  double meanInterval() {
    double sum = 0;
    int intervals = 0;
    for (double[] path : times) {
      sum += path[path.length - 1] - path[0];
      intervals += path.length - 1;
    }
    return sum / intervals;
  }

  /** Share of paths that begin in each state: [n]. */
  double[] firstShare() {
    double[] share = new double[states];
    for (int[] path : readings) {
      share[path[0]] += 1.0 / readings.length;
    }
    return share;
  }
}

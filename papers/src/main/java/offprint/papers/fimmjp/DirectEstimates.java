package offprint.papers.fimmjp;

import java.util.Arrays;
import offprint.kernels.markov.MatrixLogarithm;

/** Rates read off the counts of neighbouring readings, without fitting. */
final class DirectEstimates {
  private DirectEstimates() {}

  /** Jumps seen over time spent, N_ab / D_a [n * n]: too low where jumps are missed. */
  static double[] counts(Paths paths) {
    int n = paths.states();
    double unit = paths.meanInterval();
    double[] number = PairCounts.of(paths, 1, unit).number();
    double[] dwell = PairCounts.dwell(paths, unit);
    double[] rate = new double[n * n];
    for (int cell = 0; cell < n * n; cell++) {
      int a = cell / n;
      rate[cell] = cell % (n + 1) == 0 || dwell[a] == 0 ? 0 : number[cell] / (dwell[a] * unit);
    }
    return rate;
  }

  /**
   * The logarithm of the transition matrix over the interval.
   *
   * @param rate [n * n], negative ones set to 0
   * @param clipped sum of the negative ones as a share of all
   */
  record Logarithm(double[] rate, double clipped) {}

  /**
   * The principal logarithm of the row-normalised counts over the interval.
   *
   * @throws IllegalArgumentException if the intervals are not equal
   * @throws ArithmeticException if there is no logarithm
   */
  static Logarithm log(Paths paths) {
    Intervals intervals = new Intervals(paths);
    if (intervals.count() > 1) {
      throw new IllegalArgumentException(
          "the logarithm must have equal intervals: got %s to %s"
              .formatted(intervals.length(0), intervals.length(intervals.count() - 1)));
    }
    int n = paths.states();
    double[] transition = intervals.pairs()[0];
    for (int a = 0; a < n; a++) {
      double row = Arrays.stream(transition, a * n, (a + 1) * n).sum();
      for (int b = 0; b < n; b++) {
        transition[a * n + b] = row > 0 ? transition[a * n + b] / row : a == b ? 1 : 0;
      }
    }
    double[] log = MatrixLogarithm.of(transition, n);
    double[] rate = new double[n * n];
    double kept = 0;
    double clipped = 0;
    for (int cell = 0; cell < n * n; cell++) {
      if (cell % (n + 1) != 0) {
        rate[cell] = Math.max(0, log[cell]) / intervals.length(0);
        kept += Math.max(0, log[cell]);
        clipped += Math.max(0, -log[cell]);
      }
    }
    return new Logarithm(rate, clipped == 0 ? 0 : clipped / (kept + clipped));
  }
}

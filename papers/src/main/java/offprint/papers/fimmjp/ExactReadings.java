package offprint.papers.fimmjp;

import offprint.kernels.markov.BridgeExpectations;
import offprint.kernels.markov.RateMatrix;

/** Maximum likelihood of the rates if no reading is wrong, by expectation maximisation. */
final class ExactReadings {
  private static final double FLOOR = 0.02;

  private final Paths paths;
  private final Intervals intervals;
  private final double[][] pairs;

  ExactReadings(Paths paths) {
    this.paths = paths;
    this.intervals = new Intervals(paths);
    this.pairs = intervals.pairs();
  }

  /**
   * A step.
   *
   * @param rate the better rates [n * n]
   * @param logLikelihood of the rates before, in nats, without the law of the first states
   */
  record Step(double[] rate, double logLikelihood) {}

  /** The counted rates and a little everywhere. */
  double[] start() {
    return start(paths, 1);
  }

  /** {@code share} of the counted rates, and 0.02 per mean interval everywhere. */
  static double[] start(Paths paths, double share) {
    double[] rate = DirectEstimates.counts(paths);
    double floor = FLOOR / paths.meanInterval();
    for (int cell = 0; cell < rate.length; cell++) {
      rate[cell] = cell % (paths.states() + 1) == 0 ? 0 : share * rate[cell] + floor;
    }
    return rate;
  }

  Step step(double[] rate) {
    BridgeExpectations bridges = new BridgeExpectations(RateMatrix.of(rate, paths.states()));
    for (int k = 0; k < pairs.length; k++) {
      bridges.add(pairs[k], intervals.length(k));
    }
    return new Step(rates(bridges, rate, paths.states()), bridges.logLikelihoodNats());
  }

  /** J / D; rates of states in which no time is spent stay as they are. */
  static double[] rates(BridgeExpectations bridges, double[] before, int n) {
    double[] rate = bridges.jumps();
    double[] dwell = bridges.dwell();
    for (int cell = 0; cell < n * n; cell++) {
      double time = dwell[cell / n];
      rate[cell] = time > 0 ? rate[cell] / time : before[cell];
    }
    return rate;
  }

  /** Rates after {@code iterations} steps. */
  double[] fit(double[] start, int iterations, Runnable watcher) {
    double[] rate = start;
    for (int i = 0; i < iterations; i++) {
      watcher.run();
      rate = step(rate).rate();
    }
    return rate;
  }
}

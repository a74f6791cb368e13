package offprint.papers.arphmm;

/**
 * Errors of predictions of remaining life, d = estimate - truth, truth uncapped.
 *
 * @param phm08 the prognostics challenge's score: sum of e^{-d/13} - 1 where early, e^{d/10} - 1
 *     where late; 0 is perfect
 * @param late share of d > 0
 */
record Scores(double rmse, double mae, double phm08, double late) {
  private static final double EARLY = 13;
  private static final double LATE = 10;

  static Scores of(double[] estimate, double[] truth) {
    double squares = 0;
    double absolute = 0;
    double score = 0;
    int late = 0;
    for (int i = 0; i < truth.length; i++) {
      double d = estimate[i] - truth[i];
      squares += d * d;
      absolute += Math.abs(d);
      score += d < 0 ? Math.expm1(-d / EARLY) : Math.expm1(d / LATE);
      late += d > 0 ? 1 : 0;
    }
    int n = truth.length;
    return new Scores(Math.sqrt(squares / n), absolute / n, score, (double) late / n);
  }
}

package offprint.papers.arphmm;

/**
 * How an engine model is fitted.
 *
 * @param regimes Q
 * @param order p, lags of the autoregression
 * @param window w, health indices that a regime's remaining life is linear in
 * @param cap largest remaining life that is told apart, in the fleet's time; 0: none
 * @param endRows last rows of a failed unit that {@link Labels#ENDS} puts into the last regime
 * @param joint remaining life is a second emission in training
 * @param tolerance relative gain of the log likelihood that ends the iteration
 * @param kappa pseudo-count of transitions
 */
record Settings(
    int regimes,
    int order,
    int window,
    double cap,
    Labels labels,
    int endRows,
    Structure structure,
    boolean joint,
    int iterations,
    double tolerance,
    double kappa) {

  /** Of the sheet's FD001 experiment. */
  static final Settings STANDARD =
      new Settings(6, 12, 15, 125, Labels.ENDS, 10, Structure.LEFT_RIGHT, true, 30, 1e-5, 1e-5);

  /** Rows at the start of a unit that only serve as lags: q = max(p, w - 1). */
  int skip() {
    return Math.max(order, window - 1);
  }

  double capOrInfinity() {
    return cap == 0 ? Double.POSITIVE_INFINITY : cap;
  }

  Settings withShape(int otherRegimes, int otherOrder) {
    return new Settings(
        otherRegimes,
        otherOrder,
        window,
        cap,
        labels,
        endRows,
        structure,
        joint,
        iterations,
        tolerance,
        kappa);
  }

  Settings withLabels(Labels other) {
    return new Settings(
        regimes,
        order,
        window,
        cap,
        other,
        endRows,
        structure,
        joint,
        iterations,
        tolerance,
        kappa);
  }

  Settings withJoint(boolean other) {
    return new Settings(
        regimes,
        order,
        window,
        cap,
        labels,
        endRows,
        structure,
        other,
        iterations,
        tolerance,
        kappa);
  }
}

package offprint.papers.arphmm;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/** How an engine model is fitted. */
record Settings(
    @Param(
            label = "Regimes of wear",
            help = "The switching autoregression of the health index",
            value = "regimes=6; order=12; structure=leftRight; iterations=30; tolerance=1e-5")
        EmSettings em,
    @Param(
            label = "Window",
            help = "Health indices that remaining life is linear in",
            symbol = "w",
            unit = "rows",
            value = "15",
            advanced = true)
        @Min(1)
        @Max(100)
        int window,
    @Param(
            label = "Cap of remaining life",
            help = "Largest remaining life told apart, at least 10; 0: none",
            unit = "time of data",
            value = "125")
        @Min(0)
        @Max(1_000_000)
        int cap,
    @Param(
            label = "Labels",
            help = "What is known about regimes: ends of the units, nothing, or column 'label'",
            value = "ends")
        Labels labels,
    @Param(
            label = "Rows of the last regime",
            help = "Last rows of a failed unit that labels = ends puts into the last regime",
            value = "10",
            advanced = true)
        @Min(1)
        @Max(1_000)
        int endRows,
    @Param(
            label = "Train on remaining life",
            help = "Remaining life is a second emission in training",
            value = "true",
            advanced = true)
        boolean joint) {

  /** Of the sheet's FD001 experiment. */
  static final Settings STANDARD =
      new Settings(
          new EmSettings(6, 12, Structure.LEFT_RIGHT, 30, 1e-5, 1e-5),
          15,
          125,
          Labels.ENDS,
          10,
          true);

  int regimes() {
    return em.regimes();
  }

  int order() {
    return em.order();
  }

  /** Rows at the start of a unit that only serve as lags: q = max(p, w - 1). */
  int skip() {
    return Math.max(order(), window - 1);
  }

  double capOrInfinity() {
    return cap == 0 ? Double.POSITIVE_INFINITY : cap;
  }

  Settings withShape(int regimes, int order) {
    return new Settings(em.withShape(regimes, order), window, cap, labels, endRows, joint);
  }

  Settings withLabels(Labels other) {
    return new Settings(em, window, cap, other, endRows, joint);
  }

  Settings withJoint(boolean other) {
    return new Settings(em, window, cap, labels, endRows, other);
  }
}

package offprint.papers.arphmm;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/** How an engine model is fitted. */
record Settings(
    @Param(label = "Regimes", help = "Regimes of wear", symbol = "Q", value = "6") @Min(1) @Max(30)
        int regimes,
    @Param(
            label = "Order",
            help = "Order of the autoregression",
            symbol = "p",
            unit = "rows",
            value = "12")
        @Min(0)
        @Max(50)
        int order,
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
            label = "Transitions",
            help = "Transitions: to the same and the next regime only, or all",
            value = "leftRight",
            advanced = true)
        Structure structure,
    @Param(
            label = "Train on remaining life",
            help = "Remaining life is a second emission in training",
            value = "true",
            advanced = true)
        boolean joint,
    @Param(label = "Iterations", help = "Most iterations of EM", value = "30", advanced = true)
        @Min(1)
        @Max(1_000)
        int iterations,
    @Param(
            label = "Tolerance",
            help = "Relative gain of the likelihood that ends EM",
            value = "1e-5",
            advanced = true)
        @DecimalMin("1e-12")
        @DecimalMax("0.1")
        double tolerance,
    @Param(
            label = "Pseudo-count",
            help = "Pseudo-count of transitions",
            symbol = "κ",
            value = "1e-5",
            advanced = true)
        @DecimalMin("0")
        @DecimalMax("1000")
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

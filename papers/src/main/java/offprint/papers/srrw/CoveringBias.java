package offprint.papers.srrw;

import java.util.List;
import java.util.TreeSet;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.kernels.markov.SelfRepellentVariance;

/**
 * The bias that remains from the time in which a self-repellent walk covers the graph: B / n after
 * n hops, much the same for every alpha, while the standard deviation falls like sqrt(V / n). On
 * large graphs the bias dominates for a long time; linear theory does not contain it. Its square
 * adds to the predicted squared error.
 *
 * @param scaled B, bias times hops; 0 where chance explains it
 * @param theory of the plain walk
 */
record CoveringBias(
    double scaled, SelfRepellentVariance theory, double alpha, double gammaExp, int nodes) {
  private static final int FEWEST_RUNS = 4;

  /** B from the last estimates of the first value: three standard errors are beyond chance. */
  static double scaled(Trace trace, double truth, double hops) {
    double bias = Math.abs(trace.last(Sampling.estimate(0)) - truth);
    double chance = 3 * trace.standardError(Sampling.estimate(0));
    return trace.runs() >= FEWEST_RUNS && bias > chance ? bias * hops : 0;
  }

  /** Hops at which V / n^a + (B / n)^2 has fallen to {@code square}; bisection in log n. */
  private double hops(double variance, double bias, double square) {
    double low = 0;
    double high = 40;
    for (int k = 0; k < 60; k++) {
      double middle = (low + high) / 2;
      double n = Math.pow(10, middle);
      boolean enough = variance * Math.pow(n, -gammaExp) + bias * bias / (n * n) <= square;
      low = enough ? low : middle;
      high = enough ? middle : high;
    }
    return Math.pow(10, high);
  }

  /** Hops a walk needs for an error of 1 % of the value's spread over the nodes, by alpha. */
  Frame hopsNeeded() {
    Frame needed = Frame.of("alpha", "variance", "over_draws", "by_theory", "with_covering");
    double spread = theory.independent();
    for (double a : new TreeSet<>(List.of(0.0, 1.0, 2.0, 5.0, 10.0, 20.0, alpha))) {
      if (spread > 0) {
        double variance = theory.of(a, gammaExp == 1);
        double plain = hops(variance, 0, 1e-4 * spread);
        double covered = Math.max(hops(variance, scaled, 1e-4 * spread), 10.0 * nodes);
        needed.row(a, variance, variance / spread, plain, a > 0 ? covered : plain);
      }
    }
    return needed;
  }

  /** The table of {@link #hopsNeeded}, and how far the bias still matters. */
  void tell(Findings out, String value) {
    out.table(
        "Hops for an error of 1 %% of the spread of %s over the nodes".formatted(value),
        hopsNeeded(),
        "alpha=α",
        "variance=n · variance",
        "over_draws=over independent draws",
        "by_theory=hops by theory",
        "with_covering=with covering, ≥ 10 N");
    if (scaled == 0 || alpha == 0) {
      out.text("No bias from covering the graph is left at this length.");
      return;
    }
    double spread = theory.of(alpha, gammaExp == 1);
    double gained = theory.of(0, gammaExp == 1) - spread;
    out.warning(
        "Covering the graph still biases the self-repellent walk, by about %.3g / n. It falls faster than the spread: it stays below the plain walk's error from about %.3g N hops on, and below its own spread, so that the predicted error holds, from about %.3g N."
            .formatted(
                scaled,
                gained > 0 ? scaled * scaled / gained / nodes : Double.NaN,
                scaled * scaled / spread / nodes));
  }
}

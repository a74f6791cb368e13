package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Table;

/**
 * The error that a self-repellent walk carries over from covering the graph: B / n after n hops,
 * much the same for every alpha, while its spread falls like sqrt(V / n). On large graphs it
 * decides for long, and linear theory does not know it. Its square adds to the predicted one.
 *
 * @param scaled B, bias times hops; 0 where it is not told from chance
 * @param told whether it is
 */
record CoveringBias(double scaled, boolean told) {
  private static final int FEWEST_RUNS = 4;

  /** From the first value's last estimates: beyond three standard errors it is no chance. */
  static CoveringBias of(SamplingTrace trace, long[] checkpoints) {
    double bias = trace.bias(0);
    double error = trace.spread(0) / Math.sqrt(trace.runs());
    boolean told = trace.runs() >= FEWEST_RUNS && Math.abs(bias) > 3 * error;
    double hops = (double) checkpoints[checkpoints.length - 1];
    return new CoveringBias(told ? Math.abs(bias) * hops : 0, told);
  }

  /** Hops at which V / n^a + (B / n)^2 has fallen to {@code square}; bisection in log n. */
  private double hops(double variance, double gammaExponent, double bias, double square) {
    double low = 0;
    double high = 40;
    for (int k = 0; k < 60; k++) {
      double middle = (low + high) / 2;
      double n = Math.pow(10, middle);
      boolean enough = variance * Math.pow(n, -gammaExponent) + bias * bias / (n * n) <= square;
      low = enough ? low : middle;
      high = enough ? middle : high;
    }
    return Math.pow(10, high);
  }

  /** Hops a walk needs for an error of 1 % of the value's spread over the nodes. */
  Report.Block messages(
      Prediction theory, String value, double alpha, double gammaExponent, int nodes) {
    List<List<Object>> rows = new ArrayList<>();
    double spread = theory.independent();
    double square = 1e-4 * spread;
    for (double a : new TreeSet<>(List.of(0.0, 1.0, 2.0, 5.0, 10.0, 20.0, alpha))) {
      double variance = theory.variance(a, gammaExponent);
      if (spread > 0) {
        double plain = hops(variance, gammaExponent, 0, square);
        double all = hops(variance, gammaExponent, a > 0 ? scaled : 0, square);
        rows.add(
            List.of(
                a, variance, variance / spread, plain, Math.max(all, a > 0 ? 10.0 * nodes : 0)));
      }
    }
    return new Table(
        "Hops for an error of 1 %% of the spread of %s over the nodes".formatted(value),
        List.of(
            "α",
            "n · variance",
            "over independent draws",
            "hops by theory",
            "with covering, ≥ 10 N"),
        rows);
  }

  Note note(Prediction theory, double alpha, double gammaExponent, int nodes) {
    if (!told || alpha == 0) {
      return Note.text(
          "No bias from covering the graph was told from chance at this length; averages agree with"
              + " theory within their error.");
    }
    double spread = theory.variance(alpha, gammaExponent);
    double plain = theory.variance(0, gammaExponent) - spread;
    return Note.warning(
        "Covering the graph still biases the self-repellent walk, by about %.3g / n. It falls faster than the spread: it stays below the plain walk's error from about %.3g N hops on, and below its own spread, so that the predicted error holds, from about %.3g N."
            .formatted(
                scaled,
                plain > 0 ? scaled * scaled / plain / nodes : Double.NaN,
                scaled * scaled / spread / nodes));
  }
}

package offprint.papers.arphmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.kernels.hmm.HiddenChain;
import offprint.kernels.hmm.Sequence;
import offprint.method.Chart;
import offprint.method.Report;
import offprint.method.Table;

/** Charts and tables of an {@link EngineModel} and its estimates. */
final class EngineCharts {
  private static final int FUTURES = 200;
  private static final int SHOWN = 2;
  private static final int LONGEST_FUTURE = 120;

  private EngineCharts() {}

  /**
   * Estimates with their bands, units sorted.
   *
   * @param truth [units], empty where not known
   */
  static Chart lives(List<RulEstimate> estimates, double[] truth, double band) {
    int n = estimates.size();
    boolean known = truth.length > 0;
    Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
    Arrays.sort(
        order,
        Comparator.<Integer>comparingDouble(u -> known ? truth[u] : estimates.get(u).rul())
            .thenComparing(u -> u));
    double[] x = new double[n];
    double[][] y = new double[4][n];
    for (int i = 0; i < n; i++) {
      RulEstimate estimate = estimates.get(order[i]);
      x[i] = i + 1;
      y[0][i] = estimate.low();
      y[1][i] = estimate.high();
      y[2][i] = estimate.rul();
      y[3][i] = known ? truth[order[i]] : Double.NaN;
    }
    List<Chart.Series> series = new ArrayList<>();
    series.add(Chart.Series.band("%s %% band".formatted(Math.round(100 * band)), x, y[0], y[1]));
    series.add(Chart.Series.line("estimate", x, y[2]));
    if (known) {
      series.add(Chart.Series.points("true", x, y[3]));
    }
    return new Chart(
        "Remaining useful life",
        Chart.Axis.linear("units, sorted by " + (known ? "true remaining life" : "estimate")),
        Chart.Axis.linear("remaining life (time of the data)"),
        series,
        known
            ? "Good estimates follow the points up to the cap; the band should hold %d of 100."
                .formatted(Math.round(100 * band))
            : "A narrow band near 0 is a unit to look at now.");
  }

  /** Health of the unit nearest to failure among those with enough rows, and its futures. */
  static Report.Block future(
      EngineModel model, List<RulEstimate> estimates, RandomGenerator random) {
    int skip = model.settings().skip();
    RulEstimate unit =
        estimates.stream()
            .filter(e -> e.health().length > skip && e.rul() > 15 * model.timeStep())
            .min(Comparator.comparingDouble(RulEstimate::rul))
            .orElse(estimates.getFirst());
    double[] health = unit.health();
    List<Chart.Series> series = new ArrayList<>();
    double step = model.timeStep();
    double first = unit.time() - (health.length - 1) * step;
    if (health.length > skip) {
      int q = model.regimes().states();
      double[] filtered = model.regimes().filter(Sequence.of(health, skip));
      for (int k = 0; k < q; k++) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int r = 0; r < health.length - skip; r++) {
          if (mostLikely(filtered, r * q, q) == k) {
            x.add(first + (skip + r) * step);
            y.add(health[skip + r]);
          }
        }
        if (!x.isEmpty()) {
          series.add(new Chart.Series("regime " + k, Chart.Mark.POINT, x, y, List.of(), true));
        }
      }
      int steps = (int) Math.clamp(2 * unit.path() / step, 10, LONGEST_FUTURE);
      double[][] futures =
          new FailurePaths(model).futures(unit.regimes(), health, FUTURES, steps, random);
      double[] x =
          IntStream.rangeClosed(1, steps).mapToDouble(j -> unit.time() + j * step).toArray();
      double[] low = new double[steps];
      double[] high = new double[steps];
      for (int j = 0; j < steps; j++) {
        int ahead = j;
        double[] at = Arrays.stream(futures).mapToDouble(f -> f[ahead]).sorted().toArray();
        low[j] = at[FUTURES / 20];
        high[j] = at[FUTURES - 1 - FUTURES / 20];
      }
      series.add(Chart.Series.band("90 % of simulated futures", x, low, high));
      for (int i = 0; i < SHOWN; i++) {
        series.add(Chart.Series.line("simulated future " + (i + 1), x, futures[i]).thin());
      }
    }
    double[] ends = {first, unit.time() + 2 * Math.max(unit.path(), 10 * step)};
    series.add(
        Chart.Series.line(
            "failure threshold", ends, new double[] {model.threshold(), model.threshold()}));
    return new Chart(
        "Health index of unit " + unit.unit(),
        Chart.Axis.linear("time"),
        Chart.Axis.linear("health index"),
        series,
        "Each row has the colour of its most probable regime given the rows so far; then what the"
            + " model expects until the failure threshold.");
  }

  static int mostLikely(double[] law, int from, int count) {
    int best = 0;
    for (int k = 1; k < count; k++) {
      best = law[from + k] > law[from + best] ? k : best;
    }
    return best;
  }

  /** Transition graph as a heat map. */
  static Chart transitions(HiddenChain chain) {
    int q = chain.states();
    double[] x = new double[q * q];
    double[] y = new double[q * q];
    double[] p = new double[q * q];
    List<String> names = IntStream.range(0, q).mapToObj(Integer::toString).toList();
    for (int i = 0; i < x.length; i++) {
      x[i] = i % q;
      int from = i / q;
      y[i] = from;
      p[i] = chain.transition(from, i % q);
    }
    return new Chart(
        "Transitions between regimes",
        Chart.Axis.category("to regime", names),
        Chart.Axis.category("from regime", names),
        List.of(Chart.Series.cells("probability", x, y, p)),
        "");
  }

  /** Dwell 1 / (1 - A_kk), transitions, exit, noise and life of each regime. */
  static Table regimes(EngineModel model) {
    HiddenChain chain = model.regimes().chain();
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < chain.states(); k++) {
      double stay = chain.transition(k, k);
      rows.add(
          List.of(
              "regime " + k,
              stay < 1 ? 1 / (1 - stay) : Double.NaN,
              chain.exit(k),
              Math.sqrt(model.regimes().series().variance(k)),
              Math.sqrt(model.life().variance(k))));
    }
    return new Table(
        "Regimes",
        List.of(
            "",
            "dwell, rows",
            "fails after a row, probability",
            "sd of health",
            "sd of remaining life"),
        rows);
  }
}

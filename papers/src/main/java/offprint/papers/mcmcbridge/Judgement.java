package offprint.papers.mcmcbridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.sampling.Diagnostics;
import offprint.kernels.sampling.Quantiles;
import offprint.method.Chart;
import org.jspecify.annotations.Nullable;

/**
 * Says of several chains what they drew and whether to believe it.
 *
 * @param names of the variables
 * @param chains draws by variable [variables][chains][draws]
 * @param diagnostics by variable
 */
record Judgement(List<String> names, double[][][] chains, List<Diagnostics> diagnostics) {
  private static final double ROUGH = 1.01;
  private static final double FEW_DRAWS = 100;
  private static final int MOST_TRACES = 3;
  private static final int TRACE_POINTS = 400;
  private static final int BINS = 20;

  static Judgement of(List<String> names, double[][][] chains) {
    return new Judgement(names, chains, Arrays.stream(chains).map(Diagnostics::of).toList());
  }

  /** The greatest R-hat of a variable that has one. */
  double worstRHat() {
    return diagnostics.stream()
        .mapToDouble(Diagnostics::rHat)
        .filter(r -> !Double.isNaN(r))
        .max()
        .orElse(Double.NaN);
  }

  /** The least effective number of draws, bulk or tail. */
  double worstEss() {
    return diagnostics.stream()
        .mapToDouble(d -> Math.min(d.bulkEss(), d.tailEss()))
        .min()
        .orElseThrow();
  }

  private int chainCount() {
    return chains[0].length;
  }

  /** True if chains agree and are long enough for means and quantiles. */
  boolean isUsable() {
    return worstRHat() <= ROUGH && worstEss() >= FEW_DRAWS * chainCount();
  }

  /** What to make of the draws, as a sentence ends. */
  String verdict() {
    String figures =
        "R-hat at most %s, at least %s effective draws"
            .formatted(rounded(worstRHat()), Wording.number((double) Math.round(worstEss())));
    if (isUsable()) {
      return figures + ": the chains agree";
    }
    return worstRHat() <= ROUGH
        ? figures + ": the chains agree, and more draws are needed for the tails"
        : figures + ": the chains have not met, so do not use these draws";
  }

  private static String rounded(double rHat) {
    return Double.isInfinite(rHat) ? "∞" : "%.4f".formatted(rHat);
  }

  /** "a = 1.02 ± 0.03, b = 2 ± 0.1". */
  String estimates() {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Diagnostics d = diagnostics.get(i);
      parts.add(
          "%s = %s ± %s"
              .formatted(names.get(i), Wording.number(d.mean()), Wording.number(d.deviation())));
    }
    return Wording.list(parts, 4);
  }

  /** Tables, charts, metrics and warnings. */
  void tell(Findings out, @Nullable Quadrature exact) {
    out.table("What was drawn", summary(exact));
    for (int i = 0; i < Math.min(MOST_TRACES, names.size()); i++) {
      out.chart(trace(i));
    }
    out.chart(ranks(0));
    for (int i = 0; i < names.size(); i++) {
      if (Double.isNaN(diagnostics.get(i).rHat())) {
        out.warning("R-hat of %s is undefined: all its draws are equal.".formatted(names.get(i)));
      }
    }
    if (worstRHat() > ROUGH) {
      out.warning(
          "R-hat is %s, above 1.01: chains that started apart tell different stories. Draw longer, take tempered or mixture, or look for several modes."
              .formatted(rounded(worstRHat())));
    }
    if (worstEss() < FEW_DRAWS * chainCount()) {
      out.warning(
          "The least effective number of draws is %s, below 100 a chain: R-hat and quantiles are rough."
              .formatted(Wording.number((double) Math.round(worstEss()))));
    }
    if (Double.isFinite(worstRHat())) {
      out.metric("r_hat", worstRHat());
    }
    out.metric("ess", worstEss());
    for (int i = 0; i < names.size(); i++) {
      String key = names.get(i).replaceAll("[^A-Za-z0-9_]+", "_");
      out.metric("mean_" + key, diagnostics.get(i).mean());
      out.metric("sd_" + key, diagnostics.get(i).deviation());
    }
  }

  private Frame summary(@Nullable Quadrature exact) {
    List<String> columns = new ArrayList<>(List.of("variable", "mean", "sd"));
    if (exact != null) {
      columns.addAll(List.of("exact mean", "exact sd"));
    }
    columns.addAll(List.of("5 %", "50 %", "95 %", "MCSE", "R-hat", "bulk ESS", "tail ESS"));
    Frame frame = Frame.of(columns.toArray(String[]::new));
    for (int i = 0; i < names.size(); i++) {
      Diagnostics d = diagnostics.get(i);
      Quantiles q =
          Quantiles.of(Arrays.stream(chains[i]).flatMapToDouble(Arrays::stream).toArray());
      List<Object> row = new ArrayList<>(List.of(names.get(i), d.mean(), d.deviation()));
      if (exact != null) {
        row.addAll(List.of(exact.mean()[i], exact.deviation()[i]));
      }
      row.addAll(List.of(q.at(.05), q.at(.5), q.at(.95), d.standardError(), d.rHat()));
      row.addAll(List.of((double) Math.round(d.bulkEss()), (double) Math.round(d.tailEss())));
      frame.row(row.toArray());
    }
    return frame;
  }

  private Chart trace(int variable) {
    Plot plot = Plot.of("Draws of " + names.get(variable)).x("draw").y(names.get(variable));
    for (int c = 0; c < Math.min(4, chainCount()); c++) {
      double[] chain = chains[variable][c];
      int every = Math.max(1, chain.length / TRACE_POINTS);
      int points = chain.length / every;
      double[] x = new double[points];
      double[] y = new double[points];
      for (int k = 0; k < points; k++) {
        x[k] = k * every + 1.0;
        y[k] = chain[k * every];
      }
      plot.thinLine("chain " + (c + 1), x, y);
    }
    return plot.chart("Chains that agree look like one band of noise.");
  }

  /** How often each chain has ranks in each twentieth of all draws; equal for chains that agree. */
  private Chart ranks(int variable) {
    double[] sorted =
        Arrays.stream(chains[variable]).flatMapToDouble(Arrays::stream).sorted().toArray();
    Plot plot =
        Plot.of("Ranks of " + names.get(variable))
            .x("rank, share of all draws")
            .y("share of the chain");
    for (int c = 0; c < Math.min(8, chainCount()); c++) {
      double[] share = new double[BINS];
      double[] middle = new double[BINS];
      for (double value : chains[variable][c]) {
        int at = Arrays.binarySearch(sorted, value);
        share[Math.min(BINS - 1, (int) ((double) BINS * at / sorted.length))] +=
            1.0 / chains[variable][c].length;
      }
      Arrays.setAll(middle, b -> (double) b / BINS);
      plot.step("chain " + (c + 1), middle, share);
    }
    return plot.chart("Chains that agree have one twentieth in each bin.");
  }
}

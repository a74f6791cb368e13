package offprint.papers.lisasnl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import org.jspecify.annotations.Nullable;

/** How draws of a posterior are shown: a table, marginals, a file. */
final class Shown {
  private static final int MOST_CHARTS = 6;

  private Shown() {}

  /** The table, the charts and posterior.csv of a posterior. */
  static void posterior(Findings out, List<String> names, Box prior, Draws draws)
      throws IOException {
    Frame rows = Frame.of("parameter", "mean", "standard_deviation", "p5", "median", "p95");
    double[] mean = draws.mean();
    double[] sd = draws.sd();
    for (int i = 0; i < mean.length; i++) {
      rows.row(
          names.get(i),
          mean[i],
          sd[i],
          draws.quantile(i, .05),
          draws.quantile(i, .5),
          draws.quantile(i, .95));
    }
    marginals(out, names, draws, null);
    out.table(
        "Posterior",
        rows,
        "parameter",
        "mean",
        "standard_deviation",
        "p5=5 %",
        "median",
        "p95=95 %");
    file(out, "posterior.csv", names, draws);
    atBounds(out, prior, draws);
  }

  /** The densities of the first parameters. */
  static void marginals(Findings out, List<String> names, Draws learnt, @Nullable Draws exact) {
    for (int i = 0; i < Math.min(MOST_CHARTS, names.size()); i++) {
      double low = learnt.quantile(i, .002);
      double high = learnt.quantile(i, .998);
      if (exact != null) {
        low = Math.min(low, exact.quantile(i, .002));
        high = Math.max(high, exact.quantile(i, .998));
      }
      double[] centres = Histogram.centres(low, high);
      Plot plot =
          Plot.of("Posterior of " + names.get(i))
              .x(names.get(i))
              .y("density")
              .step("learnt likelihood", centres, Histogram.density(learnt, i, low, high));
      if (exact != null) {
        plot.step("exact", centres, Histogram.density(exact, i, low, high));
      }
      out.chart(plot.chart());
    }
  }

  /** One row a draw, with its weight. */
  static void file(Findings out, String file, List<String> names, Draws draws) throws IOException {
    List<String> columns = new ArrayList<>(names);
    columns.add("weight");
    Frame rows = Frame.of(columns.toArray(String[]::new));
    for (int s = 0; s < draws.size(); s++) {
      Object[] row = new Object[columns.size()];
      for (int i = 0; i < names.size(); i++) {
        row[i] = draws.points()[s][i];
      }
      row[names.size()] = draws.weights()[s];
      rows.row(row);
    }
    out.csv(file, rows);
  }

  /** Warns of parameters whose posterior crowds at a bound of the prior. */
  static void atBounds(Findings out, Box prior, Draws draws) {
    prior
        .crowded(draws)
        .forEach(
            name ->
                out.warning(
                    "More than a fifth of the posterior of %s lies at a bound of its prior: widen it."
                        .formatted(name)));
  }

  /** "q = 2.000 ± 0.022 and D = 60.1 ± 1.2" of the first three parameters. */
  static String sentence(List<String> names, Draws draws) {
    double[] mean = draws.mean();
    double[] sd = draws.sd();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < Math.min(3, names.size()); i++) {
      values.add("%s = %s".formatted(names.get(i), measured(mean[i], sd[i])));
    }
    return Wording.list(values);
  }

  /** A value and its error, both to two digits of the error: "60.1 ± 1.2". */
  static String measured(double value, double error) {
    if (!(error > 0) || !Double.isFinite(value) || !Double.isFinite(error)) {
      return Wording.number(value);
    }
    int decimals = Math.max(0, 1 - (int) Math.floor(Math.log10(error)));
    return String.format(
        Locale.ROOT, "%%,.%df ± %%,.%df".formatted(decimals, decimals), value, error);
  }
}

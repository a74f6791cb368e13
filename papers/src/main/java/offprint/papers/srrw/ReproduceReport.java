package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Table;

/** Charts, tables and figures of {@link Reproduce}. */
final class ReproduceReport {
  private final Reproduce.Params p;
  private final Network network;
  private final List<SamplingStudy> sampling;
  private final TrainingStudy training;
  private final List<Double> alphas;

  ReproduceReport(
      Reproduce.Params p, Network network, List<SamplingStudy> sampling, TrainingStudy training) {
    this.p = p;
    this.network = network;
    this.sampling = sampling;
    this.training = training;
    this.alphas = p.alphas();
  }

  Report report() {
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(trainChart());
    blocks.add(sampleChart());
    blocks.add(trainTable());
    blocks.add(caseTable());
    for (SamplingStudy study : sampling) {
      blocks.add(sampleTable(study));
    }
    Map<String, Double> metrics = metrics();
    blocks.addAll(network.notes());
    blocks.add(slopes(metrics));
    blocks.add(crossovers());
    blocks.add(
        Note.text(
            "The column with a = 0.6: a memory of n^0.6 hops hardly covers the %d nodes, so strong repellence errs more than a = 0.8 there, though the linear theory promises less."
                .formatted(network.nodes())));
    return new Report(blocks, metrics);
  }

  private IntStream places() {
    return IntStream.range(0, alphas.size());
  }

  private double[] positiveAlphas() {
    return alphas.stream().skip(1).mapToDouble(a -> a).toArray();
  }

  private double[] over(IntToDoubleFunction value) {
    return IntStream.range(1, alphas.size()).mapToDouble(value).toArray();
  }

  private Chart trainChart() {
    double[] x = positiveAlphas();
    double[] limit = over(k -> training.theory.variance(alphas.get(k), 0, 0));
    double[] measured = over(k -> training.scaled(training.fast.get(k)));
    double anchor = measured[0];
    return new Chart(
        "Training: error of θ against repellence",
        Chart.Axis.log("α"),
        Chart.Axis.log("MSE / b_n"),
        List.of(
            Chart.Series.line("measured, a = 0.8", x, measured),
            Chart.Series.line(
                "predicted for these hops", x, over(k -> training.predicted(alphas.get(k), 0.8))),
            Chart.Series.line("limit, O(1/α²)", x, limit).thin(),
            Chart.Series.line(
                    "measured, a = 0.6",
                    x,
                    over(k -> training.scaled(training.shortMemory.get(k - 1))))
                .thin(),
            Chart.Series.line("slope −1", x, power(x, anchor, -1)).thin(),
            Chart.Series.line("slope −2", x, power(x, anchor, -2)).thin()),
        "b = 0.9. The limit's slope is not reached at this length: b_n / g_n is still %.2g."
            .formatted(Math.pow(p.trainHops() + 1.0, -0.1)));
  }

  private static double[] power(double[] x, double anchor, double slope) {
    double[] y = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      y[k] = anchor * Math.pow(x[k] / x[0], slope);
    }
    return y;
  }

  private Chart sampleChart() {
    double[] x = positiveAlphas();
    List<Chart.Series> series = new ArrayList<>();
    for (SamplingStudy study : sampling) {
      String name = study.kind.name().toLowerCase(Locale.ROOT);
      series.add(Chart.Series.line(name + ", measured", x, over(study::scaledError)));
      series.add(Chart.Series.line(name + ", limit", x, over(k -> study.limit[k])).thin());
      series.add(Chart.Series.line(name + ", draws", x, over(_ -> study.draws)).thin());
    }
    return new Chart(
        "Sampling: error of the visit measure against repellence",
        Chart.Axis.log("α"),
        Chart.Axis.log("n · MSE"),
        series,
        "a = 1. Both chains fall below independent draws of their law, which no plain walk does.");
  }

  private Table trainTable() {
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < alphas.size(); k++) {
      Training.Trace trace = training.fast.get(k);
      rows.add(
          List.of(
              alphas.get(k),
              training.scaled(trace),
              training.scaledError(trace),
              training.predicted(alphas.get(k), 0.8),
              training.ratio(trace, 0.8),
              training.theory.variance(alphas.get(k), 0, 0),
              k == 0 ? Double.NaN : training.scaled(training.shortMemory.get(k - 1))));
    }
    Training.Trace draws = training.independent();
    rows.add(
        List.of(
            "independent draws",
            training.scaled(draws),
            training.scaledError(draws),
            training.theory.independent(0),
            training.scaled(draws) / training.theory.independent(0),
            Double.NaN,
            Double.NaN));
    return new Table(
        "Training: MSE / b_n after %d hops, %d runs, a = 0.8, b = 0.9"
            .formatted(p.trainHops(), p.trainRuns()),
        List.of("α", "measured", "±", "predicted", "ratio", "limit", "with a = 0.6"),
        rows);
  }

  private Table caseTable() {
    List<List<Object>> rows = new ArrayList<>();
    String[] names = {"(i) a = 0.8 < b", "(ii) a = b = 0.9", "(iii) a = 1 > b"};
    double[] exponents = {0.8, 0.9, 1};
    for (int k = 0; k < names.length; k++) {
      Training.Trace trace = training.cases.get(k);
      rows.add(
          List.of(
              names[k],
              training.scaled(trace),
              training.scaledError(trace),
              training.predicted(TrainingStudy.MIDDLE, exponents[k]),
              training.ratio(trace, exponents[k])));
    }
    return new Table(
        "Time scales at α = 5: MSE / b_n",
        List.of("case", "measured", "±", "predicted", "ratio"),
        rows);
  }

  private Table sampleTable(SamplingStudy study) {
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < alphas.size(); k++) {
      rows.add(
          List.of(
              alphas.get(k),
              study.scaledError(k),
              study.limit[k],
              study.ratio(k),
              study.scaledError(k) / study.draws,
              study.traces.get(k).totalVariation()[study.checkpoints.length - 1],
              study.crossover(k)));
    }
    return new Table(
        "Sampling with %s: n · MSE after %d hops, %d runs; independent draws: %.4g"
            .formatted(
                study.kind.name().toLowerCase(Locale.ROOT),
                p.sampleHops(),
                p.sampleRuns(),
                study.draws),
        List.of(
            "α", "measured", "limit", "ratio", "over draws", "total variation", "crossover, hops"),
        rows);
  }

  private Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    double[] ratios =
        sampling.stream().flatMapToDouble(s -> places().mapToDouble(s::ratio)).toArray();
    metrics.put("sample_ratio_low", least(ratios));
    metrics.put("sample_ratio_high", largest(ratios));
    metrics.put(
        "variation_ratio_high",
        largest(
            sampling.stream()
                .flatMapToDouble(s -> places().mapToDouble(s::variationRatio))
                .toArray()));
    double[] trained =
        places().mapToDouble(k -> training.ratio(training.fast.get(k), 0.8)).toArray();
    metrics.put("train_ratio_low", least(trained));
    metrics.put("train_ratio_high", largest(trained));
    double[] error = training.cases.getFirst().squaredError;
    int tenth = 0;
    while (training.checkpoints[tenth] < p.trainHops() / 10) {
      tenth++;
    }
    metrics.put("train_convergence", error[error.length - 1] / error[tenth]);
    double one = training.scaled(training.cases.get(0));
    double two = training.scaled(training.cases.get(1));
    metrics.put("case_ii_over_i", two / one);
    metrics.put("case_iii_over_ii", training.scaled(training.cases.get(2)) / two);
    metrics.put("case_ii_ratio", training.ratio(training.cases.get(1), 0.9));
    int first = alphas.indexOf(1.0);
    int ten = alphas.indexOf(10.0);
    int twenty = alphas.indexOf(20.0);
    SamplingStudy metropolis = sampling.getFirst();
    if (ten > 0) {
      metrics.put("sample_10_over_draws", metropolis.scaledError(ten) / metropolis.draws);
    }
    if (first > 0 && ten > 0) {
      metrics.put(
          "theta_gain_1_10", training.fast.get(first).last() / training.fast.get(ten).last());
      metrics.put(
          "theta_gain_limit_1_10",
          training.theory.variance(1, 0, 0) / training.theory.variance(10, 0, 0));
      metrics.put("sample_gain_1_10", metropolis.scaledError(first) / metropolis.scaledError(ten));
    }
    if (first > 0 && twenty > 0) {
      metrics.put(
          "short_memory_20_over_1",
          training.shortMemory.get(twenty - 1).last() / training.shortMemory.get(first - 1).last());
    }
    return metrics;
  }

  private static double least(double[] values) {
    return java.util.Arrays.stream(values).min().orElseThrow();
  }

  private static double largest(double[] values) {
    return java.util.Arrays.stream(values).max().orElseThrow();
  }

  /** Slopes of log error in log alpha from 2, or the first, to the last alpha. */
  private Note slopes(Map<String, Double> metrics) {
    int from = Math.max(1, alphas.indexOf(2.0));
    int to = alphas.size() - 1;
    if (from == to) {
      return Note.text("One positive α shows no slope.");
    }
    double length = Math.log(alphas.get(to) / alphas.get(from));
    double measured =
        Math.log(training.fast.get(to).last() / training.fast.get(from).last()) / length;
    double predicted =
        Math.log(
                training.predicted(alphas.get(to), 0.8) / training.predicted(alphas.get(from), 0.8))
            / length;
    double limit =
        Math.log(
                training.theory.variance(alphas.get(to), 0, 0)
                    / training.theory.variance(alphas.get(from), 0, 0))
            / length;
    metrics.put("slope_measured", measured);
    metrics.put("slope_predicted", predicted);
    metrics.put("slope_limit", limit);
    return Note.warning(
        "1/α² is not visible at %d hops: from α = %.3g to %.3g the slope is %.2f measured, %.2f predicted for these hops, %.2f only in the limit."
            .formatted(
                p.trainHops(), alphas.get(from), alphas.get(to), measured, predicted, limit));
  }

  private Note crossovers() {
    List<String> parts = new ArrayList<>();
    for (SamplingStudy study : sampling) {
      double[] hops = over(study::crossover);
      for (int k = 0; k < hops.length; k++) {
        parts.add(
            "%s α = %.3g: %s"
                .formatted(
                    study.kind.name().toLowerCase(Locale.ROOT),
                    alphas.get(k + 1),
                    Double.isNaN(hops[k])
                        ? "never"
                        : "%.0f hops, %.2g N".formatted(hops[k], hops[k] / network.nodes())));
      }
    }
    return Note.text(
        "The average degree errs less than by the plain walk from here on (first checkpoint): "
            + String.join("; ", parts)
            + ".");
  }
}

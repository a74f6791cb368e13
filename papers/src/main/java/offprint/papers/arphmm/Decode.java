package offprint.papers.arphmm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.hmm.Sequence;
import offprint.kernels.hmm.SwitchingModel;
import offprint.kernels.hmm.Viterbi;
import offprint.kernels.hmm.WindowRegression;
import offprint.kernels.table.TableWriter;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/**
 * Regimes of series whose autoregression switches, with labels for some rows where there are any.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Decode implements Method<Decode.Params> {
  private static final int MOST_CHARTED = 600;

  public record Params(
      @Param(
              help = "Table with a column of values and, optional, a column 'label'",
              value = "example:switching-series",
              accepts = {Kind.SERIES, Kind.SEQUENCES, Kind.TABLE})
          Source data,
      @Param(help = "Column of the values; blank cells are missing", value = "y", columnOf = "data")
          String valueColumn,
      @Param(
              help = "Column that names the rows; if missing, their number does",
              value = "t",
              columnOf = "data")
          String timeColumn,
      @Param(help = "Column that tells series apart; empty: one series", columnOf = "data")
          String unitColumn,
      @Param(
              help = "Column of true regimes, only to judge, if there is one",
              value = "regime",
              columnOf = "data")
          String truthColumn,
      @Param(help = "Regimes", symbol = "Q", value = "3") @Min(1) @Max(30) int regimes,
      @Param(help = "Order of the autoregression", symbol = "p", unit = "rows", value = "1")
          @Min(0)
          @Max(50)
          int order,
      @Param(help = "Transitions: to the same and the next regime only, or all", value = "full")
          Structure structure,
      @Param(help = "Most iterations of EM", value = "200") @Min(1) @Max(1_000) int iterations,
      @Param(help = "Relative gain of the likelihood that ends EM", value = "1e-7")
          @DecimalMin("1e-12")
          @DecimalMax("0.1")
          double tolerance,
      @Param(help = "First weights tried", value = "4") @Min(1) @Max(50) int starts,
      @Param(help = "Pseudo-count of transitions", symbol = "κ", value = "1e-5")
          @DecimalMin("0")
          @DecimalMax("1000")
          double kappa) {
    SeriesFit.Options options(int otherRegimes, int otherOrder) {
      return new SeriesFit.Options(
          otherRegimes, otherOrder, structure, iterations, tolerance, starts, kappa);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "decode",
        "Finds the regimes of a series whose dynamics switch; hard or soft labels of some rows"
            + " guide it.");
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    List<Series> series =
        new SeriesReader(
                params.valueColumn, params.timeColumn, params.unitColumn, params.truthColumn)
            .read(run, params.data);
    SeriesFit fit = fit(series, params, params.regimes, params.order, run);
    for (int i = 0; i < fit.logLikelihoods().size(); i++) {
      run.point("log likelihood", i + 1, fit.logLikelihoods().get(i));
    }
    List<Decoding> decodings = series.stream().map(s -> Decoding.of(s, fit.model())).toList();
    write(decodings, fit.model().states(), run);
    Map<String, Double> metrics = new LinkedHashMap<>();
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(chart(decodings.getFirst(), fit.model()));
    blocks.add(comparison(series, fit, params, run));
    blocks.add(EngineCharts.transitions(fit.model().chain()));
    blocks.add(regimes(fit.model(), decodings));
    accuracy(decodings, params, blocks, metrics);
    if (!fit.frozen().isEmpty()) {
      blocks.add(
          Note.warning(
              "Regimes %s had too few rows in some iteration and kept the coefficients they had."
                  .formatted(fit.frozen())));
    }
    metrics.put("log_likelihood_nats", fit.logLikelihoods().getLast());
    metrics.put("iterations", (double) fit.logLikelihoods().size());
    metrics.put("smallest_gain", fit.smallestGain());
    double accuracy = metrics.getOrDefault("accuracy", Double.NaN);
    return new Report(
        "%s found in %s%s."
            .formatted(
                Wording.count(params.regimes, "regime"),
                Wording.count(series.size(), "series", "series"),
                Double.isNaN(accuracy)
                    ? ""
                    : "; %s of the rows with a known regime are right"
                        .formatted(Wording.percent(accuracy))),
        blocks,
        metrics);
  }

  private static SeriesFit fit(
      List<Series> series, Params params, int regimes, int order, Run run) {
    List<Sequence> sequences = new ArrayList<>();
    for (Series s : series) {
      if (s.rows() <= order) {
        throw new IllegalArgumentException(
            "series %s must have more than order = %d rows: got %d"
                .formatted(s.name(), order, s.rows()));
      }
      double[] plausibility =
          regimes == params.regimes
              ? s.plausibility(order, regimes)
              : unknown(s.rows() - order, regimes);
      sequences.add(Sequence.of(s.values(), order).withPlausibility(plausibility));
    }
    int most = params.iterations + 8 * params.starts;
    return SeriesFit.of(
        sequences,
        series.stream().map(Series::values).toList(),
        params.options(regimes, order),
        run.random(),
        i -> run.progress(Math.min(0.9, 0.9 * i / most), "EM, iteration " + (i + 1)));
  }

  private static double[] unknown(int rows, int regimes) {
    double[] ones = new double[rows * regimes];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static Table comparison(List<Series> series, SeriesFit fit, Params params, Run run) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row("this model", fit, params, params.regimes, params.order, series));
    int[][] others = {{1, params.order}, {params.regimes, 0}, {1, 0}};
    String[] names = {"one autoregression", "regimes without autoregression", "one normal law"};
    for (int i = 0; i < others.length; i++) {
      int q = others[i][0];
      int p = others[i][1];
      if (q == params.regimes && p == params.order) {
        continue;
      }
      rows.add(row(names[i], fit(series, params, q, p, run), params, q, p, series));
    }
    return new Table(
        "Against simpler models on the same series",
        List.of("", "regimes", "order", "log likelihood, nats", "BIC (lower is better)"),
        rows);
  }

  private static List<Object> row(
      String name, SeriesFit fit, Params params, int q, int p, List<Series> series) {
    int rows = series.stream().mapToInt(s -> s.rows() - p).sum();
    return List.of(name, q, p, fit.logLikelihoods().getLast(), fit.bic(params.options(q, p), rows));
  }

  private static Chart chart(Decoding decoding, SwitchingModel model) {
    Series s = decoding.series();
    int first = Math.max(decoding.skip(), s.rows() - MOST_CHARTED);
    List<Chart.Series> lines = new ArrayList<>();
    double[] x = new double[s.rows() - first];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = first + i;
      y[i] = s.values()[first + i];
    }
    lines.add(Chart.Series.line("series", x, y).thin());
    for (int k = 0; k < model.states(); k++) {
      List<Double> at = new ArrayList<>();
      List<Double> value = new ArrayList<>();
      for (int r = first; r < s.rows(); r++) {
        if (decoding.regime(r) == k && !Double.isNaN(s.values()[r])) {
          at.add((double) r);
          value.add(s.values()[r]);
        }
      }
      if (!at.isEmpty()) {
        lines.add(new Chart.Series("regime " + k, Chart.Mark.POINT, at, value, List.of(), true));
      }
    }
    return new Chart(
        "Regimes of " + s.name(),
        Chart.Axis.linear("row"),
        Chart.Axis.linear("value"),
        lines,
        "Each row has the colour of its most probable regime given all rows"
            + (first > decoding.skip() ? "; the last %d rows.".formatted(MOST_CHARTED) : "."));
  }

  private static Table regimes(SwitchingModel model, List<Decoding> decodings) {
    List<String> columns =
        new ArrayList<>(List.of("", "share of rows", "dwell, rows", "intercept"));
    WindowRegression series = model.series();
    int lags = Math.min(5, series.width());
    for (int i = 1; i <= lags; i++) {
      columns.add("lag " + i);
    }
    columns.add("sd");
    List<List<Object>> rows = new ArrayList<>();
    double all = decodings.stream().mapToInt(d -> d.series().rows() - d.skip()).sum();
    for (int k = 0; k < model.states(); k++) {
      int state = k;
      double stay = model.chain().transition(k, k);
      double share = decodings.stream().mapToDouble(d -> d.mass(state)).sum() / all;
      List<Object> row =
          new ArrayList<>(List.of("regime " + k, share, stay < 1 ? 1 / (1 - stay) : Double.NaN));
      for (int i = 0; i <= lags; i++) {
        row.add(series.coefficient(k, i));
      }
      row.add(Math.sqrt(series.variance(k)));
      rows.add(row);
    }
    return new Table("Regimes", columns, rows);
  }

  private static void accuracy(
      List<Decoding> decodings,
      Params params,
      List<Report.Block> blocks,
      Map<String, Double> metrics) {
    boolean labelled = decodings.stream().anyMatch(Decoding::labelled);
    if (decodings.getFirst().series().truth().length > 0) {
      Agreement agreement = Agreement.of(decodings, params.regimes);
      metrics.put("accuracy", agreement.asNumbered());
      metrics.put("accuracy_best_permutation", agreement.bestPermutation());
      blocks.add(
          new Table(
              "Share of unlabelled rows in their true regime",
              List.of("", "share"),
              List.of(
                  List.of("as numbered", agreement.asNumbered()),
                  List.of("best permutation of the numbers", agreement.bestPermutation()),
                  List.of("most frequent regime", agreement.mostFrequent()))));
    } else if (!params.truthColumn.isEmpty()) {
      blocks.add(
          Note.notice(
              "There is no column '%s' of true regimes: nothing to judge by."
                  .formatted(params.truthColumn)));
    }
    if (!labelled && params.structure == Structure.FULL) {
      blocks.add(
          Note.notice(
              "Without labels the numbers of the regimes mean nothing: only their order does"
                  + " if structure is leftRight."));
    }
  }

  private static void write(List<Decoding> decodings, int regimes, Run run) throws IOException {
    List<String> columns = new ArrayList<>(List.of("unit", "time", "value", "regime", "path"));
    for (int k = 0; k < regimes; k++) {
      columns.add("probability" + k);
    }
    try (TableWriter file = new TableWriter(run.create("decoded.csv"), columns)) {
      for (Decoding d : decodings) {
        Viterbi path = d.path();
        for (int r = d.skip(); r < d.series().rows(); r++) {
          List<Object> row =
              new ArrayList<>(
                  List.of(
                      d.series().name(),
                      d.series().time()[r],
                      d.series().values()[r],
                      d.regime(r),
                      path.path()[r - d.skip()]));
          for (int k = 0; k < regimes; k++) {
            row.add(d.probability(r, k));
          }
          file.row(row);
        }
      }
    }
  }
}

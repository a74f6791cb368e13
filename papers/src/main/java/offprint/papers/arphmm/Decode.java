package offprint.papers.arphmm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Race;
import offprint.harness.Wording;
import offprint.kernels.hmm.Sequence;
import offprint.kernels.hmm.SwitchingModel;
import offprint.kernels.hmm.Viterbi;
import offprint.kernels.hmm.WindowRegression;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Finds the regimes of series whose autoregression switches; rows may be labelled. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Decode implements Method<Decode.Params> {
  private static final int MOST_CHARTED = 600;

  public record Params(
      @Param(
              label = "Series",
              help = "Table with a column of values and, optional, a column 'label'",
              value = "example:switching-series",
              accepts = {Kind.SERIES, Kind.SEQUENCES, Kind.TABLE})
          Source data,
      @Param(
              label = "Column of values",
              help = "Column of the values; blank cells are missing",
              value = "y",
              columnOf = "data")
          String valueColumn,
      @Param(
              label = "Column of time",
              help = "Column that names the rows; if missing, their number does",
              value = "t",
              columnOf = "data")
          String timeColumn,
      @Param(
              label = "Column of units",
              help = "Column that tells series apart; empty: one series",
              columnOf = "data")
          String unitColumn,
      @Param(
              label = "Column of true regimes",
              help = "Column of true regimes, only to judge, if there is one",
              value = "regime",
              columnOf = "data")
          String truthColumn,
      @Param(label = "Model", help = "The switching autoregression") EmSettings model,
      @Param(label = "Starts", help = "First weights tried", value = "4", advanced = true)
          @Min(1)
          @Max(50)
          int starts) {}

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
    Findings out = new Findings(run);
    List<Series> series =
        new SeriesReader(
                params.valueColumn, params.timeColumn, params.unitColumn, params.truthColumn)
            .read(out, params.data);
    SeriesFit fit = fit(series, params, params.model, run);
    for (int i = 0; i < fit.logLikelihoods().size(); i++) {
      run.point("log likelihood", i + 1, fit.logLikelihoods().get(i));
    }
    List<Decoding> decodings = series.stream().map(s -> Decoding.of(s, fit.model())).toList();
    out.csv("decoded.csv", frame(decodings, fit.model().states()))
        .chart(chart(decodings.getFirst(), fit.model()));
    Race simpler = race(series, fit, params, run);
    out.table("Against simpler models on the same series (BIC: lower is better)", simpler.frame())
        .chart(EngineCharts.transitions(fit.model().chain()))
        .table("Regimes", regimes(fit.model(), decodings));
    String right = accuracy(decodings, params, out);
    if (!fit.frozen().isEmpty()) {
      out.warning(
          "Regimes %s had too few rows in some iteration and kept the coefficients they had."
              .formatted(fit.frozen()));
    }
    return out.metric("log_likelihood_nats", fit.logLikelihoods().getLast())
        .metric("iterations", fit.logLikelihoods().size())
        .metric("smallest_gain", fit.smallestGain())
        .answer(
            "%s found in %s%s. %s"
                .formatted(
                    Wording.count(params.model.regimes(), "regime"),
                    Wording.count(series.size(), "series", "series"),
                    right,
                    params.model.regimes() * (params.model.order() + 1) == 1
                        ? "No simpler model is left to compare with."
                        : simpler.sentence()));
  }

  private static SeriesFit fit(List<Series> series, Params params, EmSettings em, Run run) {
    List<Sequence> sequences = new ArrayList<>();
    int order = em.order();
    int regimes = em.regimes();
    for (Series s : series) {
      if (s.rows() <= order) {
        throw new IllegalArgumentException(
            "series %s must have more than order = %d rows: got %d"
                .formatted(s.name(), order, s.rows()));
      }
      double[] plausibility =
          regimes == params.model.regimes()
              ? s.plausibility(order, regimes)
              : unknown(s.rows() - order, regimes);
      sequences.add(Sequence.of(s.values(), order).withPlausibility(plausibility));
    }
    int most = em.iterations() + 8 * params.starts;
    return SeriesFit.of(
        sequences,
        series.stream().map(Series::values).toList(),
        em,
        params.starts,
        run.random(),
        i -> run.progress(Math.min(0.9, 0.9 * i / most), "EM, iteration " + (i + 1)));
  }

  private static double[] unknown(int rows, int regimes) {
    double[] ones = new double[rows * regimes];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Compares with models with one regime, without autoregression, and with neither. */
  private static Race race(List<Series> series, SeriesFit fit, Params params, Run run) {
    EmSettings asked = params.model;
    Race race =
        Race.lower("BIC", "log likelihood, nats", "regimes", "order")
            .in("points")
            .on("On these rows");
    race.own("this model", values(series, fit, asked));
    int[][] others = {{1, asked.order()}, {asked.regimes(), 0}, {1, 0}};
    String[] names = {"one autoregression", "regimes without autoregression", "one normal law"};
    Map<String, double[]> simpler = new LinkedHashMap<>();
    for (int i = 0; i < others.length; i++) {
      EmSettings other = asked.withShape(others[i][0], others[i][1]);
      if (!other.equals(asked)) {
        simpler.put(names[i], values(series, fit(series, params, other, run), other));
      }
    }
    List.copyOf(simpler.keySet())
        .reversed()
        .forEach(name -> race.baseline(name, simpler.getOrDefault(name, new double[4])));
    return race;
  }

  private static double[] values(List<Series> series, SeriesFit fit, EmSettings em) {
    int rows = series.stream().mapToInt(s -> s.rows() - em.order()).sum();
    return new double[] {
      fit.bic(em, rows), fit.logLikelihoods().getLast(), em.regimes(), em.order()
    };
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

  private static Frame regimes(SwitchingModel model, List<Decoding> decodings) {
    List<String> columns =
        new ArrayList<>(List.of("regime", "share of rows", "dwell, rows", "intercept"));
    WindowRegression series = model.series();
    int lags = Math.min(5, series.width());
    for (int i = 1; i <= lags; i++) {
      columns.add("lag " + i);
    }
    columns.add("sd");
    Frame frame = Frame.of(columns.toArray(String[]::new));
    double all = decodings.stream().mapToInt(d -> d.series().rows() - d.skip()).sum();
    for (int k = 0; k < model.states(); k++) {
      int state = k;
      double stay = model.chain().transition(k, k);
      double share = decodings.stream().mapToDouble(d -> d.mass(state)).sum() / all;
      List<Object> row = new ArrayList<>(List.of(k, share, stay < 1 ? 1 / (1 - stay) : Double.NaN));
      for (int i = 0; i <= lags; i++) {
        row.add(series.coefficient(k, i));
      }
      row.add(Math.sqrt(series.variance(k)));
      frame.row(row.toArray());
    }
    return frame;
  }

  /** Measures accuracy where true regimes are known; returns the end of a sentence about it. */
  private static String accuracy(List<Decoding> decodings, Params params, Findings out) {
    String right = "";
    if (decodings.getFirst().series().truth().length > 0) {
      Agreement agreement = Agreement.of(decodings, params.model.regimes());
      out.metric("accuracy", agreement.asNumbered())
          .metric("accuracy_best_permutation", agreement.bestPermutation())
          .table(
              "Share of unlabelled rows in their true regime",
              Frame.of("regimes", "share")
                  .row("as numbered", agreement.asNumbered())
                  .row("best permutation of the numbers", agreement.bestPermutation())
                  .row("most frequent regime", agreement.mostFrequent()));
      right =
          "; %s of the rows with a known regime are right"
              .formatted(Wording.percent(agreement.asNumbered()));
    } else if (!params.truthColumn.isEmpty()) {
      out.assumed(
          "There is no column '%s' of true regimes: nothing to judge by."
              .formatted(params.truthColumn));
    }
    if (decodings.stream().noneMatch(Decoding::labelled)
        && params.model.structure() == Structure.FULL) {
      out.assumed(
          "Without labels the numbers of the regimes mean nothing: only their order does"
              + " if structure is leftRight.");
    }
    return right;
  }

  private static Frame frame(List<Decoding> decodings, int regimes) {
    List<String> columns = new ArrayList<>(List.of("unit", "time", "value", "regime", "path"));
    for (int k = 0; k < regimes; k++) {
      columns.add("probability" + k);
    }
    Frame frame = Frame.of(columns.toArray(String[]::new));
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
        frame.row(row.toArray());
      }
    }
    return frame;
  }
}

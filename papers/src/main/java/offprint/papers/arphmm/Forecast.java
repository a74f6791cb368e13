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

/**
 * The next values of a series whose autoregression switches. Rows at the end without a value are
 * rows to come: their labels say what is planned.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Forecast implements Method<Forecast.Params> {
  private static final int HISTORY_CHARTED = 150;
  private static final double TRAIN_SHARE = 0.8;
  private static final int FEWEST = 20;

  public record Params(
      @Param(
              help = "Table with a column of values and, optional, a column 'label'",
              value = "example:switching-series",
              accepts = {Kind.SERIES, Kind.SEQUENCES, Kind.TABLE})
          Source data,
      @Param(
              help = "Column of the values; blank cells at the end are rows to come",
              value = "y",
              columnOf = "data")
          String valueColumn,
      @Param(help = "Regimes", symbol = "Q", value = "3") @Min(1) @Max(30) int regimes,
      @Param(help = "Order of the autoregression", symbol = "p", unit = "rows", value = "1")
          @Min(0)
          @Max(50)
          int order,
      @Param(help = "Rows to forecast", symbol = "h", unit = "rows", value = "10")
          @Min(1)
          @Max(1_000)
          int horizon,
      @Param(help = "Probability that the band holds", value = "0.9")
          @DecimalMin("0.5")
          @DecimalMax("0.99")
          double band,
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
    SeriesFit.Options options(int otherRegimes) {
      return new SeriesFit.Options(
          otherRegimes, order, structure, iterations, tolerance, starts, kappa);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "forecast",
        "Forecasts a series whose dynamics switch, with a band; labels of rows to come may say"
            + " which regime is planned.");
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Series series =
        new SeriesReader(params.valueColumn, "", "", "").read(run, params.data).getFirst();
    int observed = series.rows();
    while (observed > 0 && Double.isNaN(series.values()[observed - 1])) {
      observed--;
    }
    if (observed < params.order + FEWEST) {
      throw new IllegalArgumentException(
          "data must have at least order + %d = %d rows with a value before the rows to come: got %d"
              .formatted(FEWEST, params.order + FEWEST, observed));
    }
    int steps = Math.max(params.horizon, series.rows() - observed);
    double[] values = Arrays.copyOf(series.values(), observed);
    double[] plausibility = series.plausibility(params.order, params.regimes);
    int rows = observed - params.order;
    SeriesFit fit =
        fit(
            values,
            Arrays.copyOf(plausibility, rows * params.regimes),
            params.regimes,
            params,
            run);
    SwitchingModel model = fit.model();
    double[] filtered =
        model.filter(
            Sequence.of(values, params.order)
                .withPlausibility(Arrays.copyOf(plausibility, rows * params.regimes)));
    FutureChain chain =
        new FutureChain(
            model.chain(),
            Arrays.copyOfRange(filtered, filtered.length - params.regimes, filtered.length),
            future(plausibility, rows, steps, params.regimes));
    double[] history = RulPredictor.carriedForward(values);
    ForecastMoments moments =
        ForecastMoments.of(
            model.series(), chain, history, h -> run.progress(0.5, "moments, step " + (h + 1)));
    ForecastLaw law =
        new ForecastLaw(
            model.series(), chain, history, run.random(), i -> run.progress(0.6, "future " + i));
    double[][] quantiles = quantiles(law, steps, params.band, run);
    write(moments, quantiles, params.regimes, run);
    List<Report.Block> blocks = new ArrayList<>();
    Map<String, Double> metrics = new LinkedHashMap<>();
    blocks.add(chart(history, moments, quantiles, params.band));
    backtest(values, plausibility, params, run, blocks, metrics);
    blocks.add(EngineCharts.transitions(model.chain()));
    double radius = ForecastMoments.secondMomentRadius(model.chain(), model.series());
    if (radius >= 1) {
      blocks.add(
          Note.warning(
              "The second moments grow by %.4g a step: the variance of far forecasts has no limit."
                  .formatted(radius)));
    }
    blocks.add(
        Note.text(
            "Quantiles are exact for the first %d steps, of 4000 simulated futures after that; mean"
                    .formatted(law.exactSteps())
                + " and variance are exact at every step."));
    metrics.put("log_likelihood_nats", fit.logLikelihoods().getLast());
    metrics.put("mean_step_1", moments.mean()[0]);
    metrics.put("sd_step_1", Math.sqrt(moments.variance()[0]));
    metrics.put("second_moment_radius", radius);
    return new Report(
        "The next value is %s, give or take %s.%s"
            .formatted(
                Wording.number(moments.mean()[0]),
                Wording.number(Math.sqrt(moments.variance()[0])),
                errors(metrics)),
        blocks,
        metrics);
  }

  private static SeriesFit fit(
      double[] values, double[] plausibility, int regimes, Params params, Run run) {
    int most = params.iterations + 8 * params.starts;
    return SeriesFit.of(
        List.of(Sequence.of(values, params.order).withPlausibility(plausibility)),
        List.of(values),
        params.options(regimes),
        run.random(),
        i -> run.progress(0.4 * Math.min(1, (double) i / most), "EM, iteration " + (i + 1)));
  }

  private static double[][] future(double[] plausibility, int rows, int steps, int regimes) {
    double[][] future = new double[steps][regimes];
    for (int h = 0; h < steps; h++) {
      int at = (rows + h) * regimes;
      if (at < plausibility.length) {
        System.arraycopy(plausibility, at, future[h], 0, regimes);
      } else {
        Arrays.fill(future[h], 1);
      }
    }
    return future;
  }

  /** [low, median, high][step]. */
  private static double[][] quantiles(ForecastLaw law, int steps, double band, Run run) {
    double[][] quantiles = new double[3][steps];
    double[] p = {0.5 - band / 2, 0.5, 0.5 + band / 2};
    for (int h = 0; h < steps; h++) {
      run.progress(0.65, "quantiles, step " + (h + 1));
      for (int i = 0; i < p.length; i++) {
        quantiles[i][h] = law.quantile(h, p[i]);
      }
    }
    return quantiles;
  }

  private static void backtest(
      double[] values,
      double[] plausibility,
      Params params,
      Run run,
      List<Report.Block> blocks,
      Map<String, Double> metrics) {
    int split = (int) (TRAIN_SHARE * values.length);
    if (split < params.order + FEWEST || values.length - split <= params.horizon) {
      blocks.add(
          Note.notice(
              "The series is too short to hold rows out for %d steps: errors are not measured."
                  .formatted(params.horizon)));
      return;
    }
    double[] early = Arrays.copyOf(values, split);
    int rows = split - params.order;
    double[] known = Arrays.copyOf(plausibility, rows * params.regimes);
    double[] unknown = new double[rows];
    Arrays.fill(unknown, 1);
    List<SwitchingModel> models =
        List.of(
            fit(early, known, params.regimes, params, run).model(),
            fit(early, unknown, 1, params, run).model());
    Backtest backtest =
        Backtest.of(
            values,
            split,
            params.horizon,
            models,
            List.of("this model", "one autoregression"),
            o -> run.progress(0.8, "origin " + o));
    blocks.add(backtest.chart());
    blocks.add(backtest.table());
    for (int m = 0; m < backtest.names().size(); m++) {
      double value = backtest.rmse()[m][0];
      if (!Double.isNaN(value)) {
        metrics.put("rmse_step_1_" + backtest.names().get(m).replace(' ', '_'), value);
      }
    }
  }

  private static Chart chart(
      double[] history, ForecastMoments moments, double[][] quantiles, double band) {
    int shown = Math.min(HISTORY_CHARTED, history.length);
    double[] past = new double[shown];
    double[] y = Arrays.copyOfRange(history, history.length - shown, history.length);
    Arrays.setAll(past, i -> history.length - shown + i);
    double[] ahead = new double[quantiles[0].length];
    Arrays.setAll(ahead, h -> history.length + h);
    return new Chart(
        "Forecast",
        Chart.Axis.linear("row"),
        Chart.Axis.linear("value"),
        List.of(
            Chart.Series.band(
                "%d %% band".formatted(Math.round(100 * band)), ahead, quantiles[0], quantiles[2]),
            Chart.Series.line("series", past, y).thin(),
            Chart.Series.line("mean", ahead, moments.mean())),
        "The band follows the regimes: it is wide where the next rows may be in a noisy one.");
  }

  private static void write(ForecastMoments moments, double[][] quantiles, int regimes, Run run)
      throws IOException {
    List<String> columns = new ArrayList<>(List.of("step", "mean", "sd", "low", "median", "high"));
    for (int k = 0; k < regimes; k++) {
      columns.add("regime" + k);
    }
    try (TableWriter file = new TableWriter(run.create("forecast.csv"), columns)) {
      for (int h = 0; h < moments.mean().length; h++) {
        List<Object> row =
            new ArrayList<>(
                List.of(
                    h + 1,
                    moments.mean()[h],
                    Math.sqrt(moments.variance()[h]),
                    quantiles[0][h],
                    quantiles[1][h],
                    quantiles[2][h]));
        for (double p : moments.regimes()[h]) {
          row.add(p);
        }
        file.row(row);
      }
    }
  }

  private static String errors(Map<String, Double> metrics) {
    double own = metrics.getOrDefault("rmse_step_1_this_model", Double.NaN);
    double one = metrics.getOrDefault("rmse_step_1_one_autoregression", Double.NaN);
    return Double.isNaN(own) || Double.isNaN(one)
        ? ""
        : " On held-out rows it errs %s %s than one autoregression."
            .formatted(Wording.percent(Math.abs(own / one - 1)), own < one ? "less" : "more");
  }
}

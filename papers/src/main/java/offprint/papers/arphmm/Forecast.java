package offprint.papers.arphmm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Race;
import offprint.harness.Wording;
import offprint.kernels.hmm.Sequence;
import offprint.kernels.hmm.SwitchingModel;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
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
  private static final int SHOWN = 20;

  public record Params(
      @Param(
              label = "Series",
              help = "Table with a column of values and, optional, a column 'label'",
              value = "example:switching-series",
              accepts = {Kind.SERIES, Kind.SEQUENCES, Kind.TABLE})
          Source data,
      @Param(
              label = "Column of values",
              help = "Column of the values; blank cells at the end are rows to come",
              value = "y",
              columnOf = "data")
          String valueColumn,
      @Param(
              label = "Rows to forecast",
              help = "Rows to forecast",
              symbol = "h",
              unit = "rows",
              value = "10")
          @Min(1)
          @Max(1_000)
          int horizon,
      @Param(
              label = "Probability of the band",
              help = "Probability that the band holds",
              value = "0.9")
          @DecimalMin("0.5")
          @DecimalMax("0.99")
          double band,
      @Param(label = "Model", help = "The switching autoregression") EmSettings model,
      @Param(label = "Starts", help = "First weights tried", value = "4", advanced = true)
          @Min(1)
          @Max(50)
          int starts) {}

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
    Findings out = new Findings(run);
    Series series =
        new SeriesReader(params.valueColumn, "", "", "").read(out, params.data).getFirst();
    int regimes = params.model.regimes();
    int order = params.model.order();
    int observed = series.rows();
    while (observed > 0 && Double.isNaN(series.values()[observed - 1])) {
      observed--;
    }
    if (observed < order + FEWEST) {
      throw new IllegalArgumentException(
          "data must have at least order + %d = %d rows with a value before the rows to come: got %d"
              .formatted(FEWEST, order + FEWEST, observed));
    }
    int steps = Math.max(params.horizon, series.rows() - observed);
    double[] values = Arrays.copyOf(series.values(), observed);
    double[] plausibility = series.plausibility(order, regimes);
    int rows = observed - order;
    SeriesFit fit =
        fit(values, Arrays.copyOf(plausibility, rows * regimes), params.model, params.starts, run);
    SwitchingModel model = fit.model();
    double[] filtered =
        model.filter(
            Sequence.of(values, order)
                .withPlausibility(Arrays.copyOf(plausibility, rows * regimes)));
    FutureChain chain =
        new FutureChain(
            model.chain(),
            Arrays.copyOfRange(filtered, filtered.length - regimes, filtered.length),
            future(plausibility, rows, steps, regimes));
    double[] history = RulPredictor.carriedForward(values);
    ForecastMoments moments =
        ForecastMoments.of(
            model.series(), chain, history, h -> run.progress(0.5, "moments, step " + (h + 1)));
    ForecastLaw law =
        new ForecastLaw(
            model.series(), chain, history, run.random(), i -> run.progress(0.6, "future " + i));
    double[][] quantiles = quantiles(law, steps, params.band, run);
    out.chart(chart(history, moments, quantiles, params.band));
    Frame forecast = frame(moments, quantiles, regimes);
    out.csv("forecast.csv", forecast)
        .table(
            steps > SHOWN ? "The first %d of %d rows".formatted(SHOWN, steps) : "The forecast",
            forecast.first(SHOWN),
            "step",
            "mean",
            "sd",
            "low",
            "median",
            "high");
    String errors = backtest(values, plausibility, params, out);
    out.chart(EngineCharts.transitions(model.chain()));
    double radius = ForecastMoments.secondMomentRadius(model.chain(), model.series());
    if (radius >= 1) {
      out.warning(
          "The second moments grow by %.4g a step: the variance of far forecasts has no limit."
              .formatted(radius));
    }
    out.text(
        "Quantiles are exact for the first %d steps, of 4000 simulated futures after that; mean"
                .formatted(law.exactSteps())
            + " and variance are exact at every step.");
    return out.metric("log_likelihood_nats", fit.logLikelihoods().getLast())
        .metric("mean_step_1", moments.mean()[0])
        .metric("sd_step_1", Math.sqrt(moments.variance()[0]))
        .metric("second_moment_radius", radius)
        .answer(
            "The next value is %s, give or take %s.%s"
                .formatted(
                    Wording.number(moments.mean()[0]),
                    Wording.number(Math.sqrt(moments.variance()[0])),
                    errors));
  }

  private static SeriesFit fit(
      double[] values, double[] plausibility, EmSettings em, int starts, Run run) {
    int most = em.iterations() + 8 * starts;
    return SeriesFit.of(
        List.of(Sequence.of(values, em.order()).withPlausibility(plausibility)),
        List.of(values),
        em,
        starts,
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

  /**
   * Measures errors on the last rows; returns a sentence on them, "" if the series is too short.
   */
  private static String backtest(
      double[] values, double[] plausibility, Params params, Findings out) {
    Run run = out.run();
    int order = params.model.order();
    int split = (int) (TRAIN_SHARE * values.length);
    if (split < order + FEWEST || values.length - split <= params.horizon) {
      out.assumed(
          "The series is too short to hold rows out for %d steps: errors are not measured."
              .formatted(params.horizon));
      return "";
    }
    double[] early = Arrays.copyOf(values, split);
    int rows = split - order;
    double[] known = Arrays.copyOf(plausibility, rows * params.model.regimes());
    double[] unknown = new double[rows];
    Arrays.fill(unknown, 1);
    List<SwitchingModel> models =
        List.of(
            fit(early, known, params.model, params.starts, run).model(),
            fit(early, unknown, params.model.withShape(1, order), params.starts, run).model());
    Backtest backtest =
        Backtest.of(
            values,
            split,
            params.horizon,
            models,
            List.of("this model", "one autoregression"),
            o -> run.progress(0.8, "origin " + o));
    out.chart(backtest.chart()).table(backtest.table());
    for (int m = 0; m < backtest.names().size(); m++) {
      double value = backtest.rmse()[m][0];
      if (!Double.isNaN(value)) {
        out.metric("rmse_step_1_" + backtest.names().get(m).replace(' ', '_'), value);
      }
    }
    double own = backtest.rmse()[0][0];
    double one = backtest.rmse()[1][0];
    return Double.isNaN(own) || Double.isNaN(one)
        ? ""
        : " "
            + Race.error("RMSE")
                .on("One step ahead, on held-out rows,")
                .baseline("one autoregression", one)
                .own("this model", own)
                .sentence();
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

  private static Frame frame(ForecastMoments moments, double[][] quantiles, int regimes) {
    List<String> columns = new ArrayList<>(List.of("step", "mean", "sd", "low", "median", "high"));
    for (int k = 0; k < regimes; k++) {
      columns.add("regime" + k);
    }
    Frame frame = Frame.of(columns.toArray(String[]::new));
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
      Arrays.stream(moments.regimes()[h]).forEach(row::add);
      frame.row(row.toArray());
    }
    return frame;
  }
}

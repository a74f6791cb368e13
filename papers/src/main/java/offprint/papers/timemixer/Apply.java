package offprint.papers.timemixer;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.ModelFile;
import offprint.harness.Part;
import offprint.kernels.series.Baselines;
import offprint.kernels.series.Errors;
import offprint.kernels.series.Frequency;
import offprint.kernels.series.Intervals;
import offprint.kernels.series.TimeSeries;
import offprint.kernels.series.Windows;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Forecasts with a trained model and measures its errors where the data continue. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Apply implements Method<Apply.Params> {
  public record Params(
      @Param(
              label = "Model",
              help = "model.safetensors of a timemixer/forecast run",
              value = "example:timemixer-etth2",
              accepts = Kind.MODEL)
          Source model,
      @Param(label = "Data", help = "Data") Data series,
      @Param(
              label = "Windows to judge by",
              help = "Windows to judge by, evenly spread, at most",
              value = "1000",
              advanced = true)
          @Min(1)
          @Max(1_000_000)
          int windows) {}

  @Override
  public Card card() {
    return new Card(
        "apply",
        "Forecasts the next rows of a table with a model of an earlier run, without training, and"
            + " judges it on the rows that are there.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    ModelFile file = in.model("model", p.model, Trained.METHOD);
    Trained trained = file.header(Trained.class);
    TimeSeries series = p.series.read(in);
    int channel = p.series.channel(series);
    int lookback = trained.network().lookback();
    int horizon = trained.network().horizon();
    if (series.length() < lookback) {
      throw new IllegalArgumentException(
          "data: need at least %d rows for the model's lookback: got %d"
              .formatted(lookback, series.length()));
    }
    if (trained.frequency().features() > 0 && series.millis() == null) {
      throw new IllegalArgumentException(
          "data must have dates: the model was trained with calendar features");
    }
    Trained.Matched matched = trained.match(series);
    try (Session session = Session.open()) {
      Network network = matched.network(session, file.tensors(), run.random());
      Fit fit = new Fit(session, network);
      Windows windows =
          Windows.targets(
              matched.scaling().scale(series.values()),
              trained.frequency().calendar(series),
              lookback,
              horizon,
              lookback,
              series.length());
      Intervals none = Prediction.withoutIntervals(windows);
      Prediction ahead = Prediction.of(fit.name(), fit, none, windows.last(), matched.scaling());
      Charts charts = new Charts(series, channel, lookback);
      out.metric("rows", series.length()).csv("forecast.csv", ahead.frame(series, series.length()));
      String answer;
      if (windows.count() > 0) {
        Prediction held =
            Prediction.of(
                fit.name(), fit, none, windows.batch(windows.count() - 1, 1), matched.scaling());
        out.chart(charts.forecast(held, ahead, null, ""));
        Trial trial = trial(fit, windows, matched, p.windows, run);
        trial.show(out, "Mean squared error on these data");
        out.metrics(trial.metrics()).csv("metrics.csv", trial.race().frame());
        answer = trial.race().sentence();
      } else {
        out.chart(charts.forecast(null, ahead, null, ""));
        answer =
            "The next %d rows are forecast; %d rows are too few to judge how well."
                .formatted(horizon, series.length());
      }
      ahead.show(out, series, channel);
      Outlook outlook = Outlook.of(session, network, windows.last(), matched.scaling(), channel);
      out.chart(charts.contributions(outlook)).chart(charts.split(outlook));
      remark(out, matched, series);
      return out.answer(answer);
    }
  }

  private static Trial trial(Fit fit, Windows windows, Trained.Matched matched, int most, Run run) {
    Trial trial =
        new Trial(
            windows,
            windows.spread(most),
            () -> new Errors.Sum(matched.scaling(), matched.naive()),
            " of these data",
            null);
    trial.own(fit, Part.of(run, 0, 0.9, ""));
    return trial.baselines(
        List.of(
            new Baselines.LastValue(),
            new Baselines.WindowMean(),
            new Baselines.SeasonalNaive(windows.values(), matched.trained().season())),
        Part.of(run, 0.9, 1, ""));
  }

  private static void remark(Findings out, Trained.Matched matched, TimeSeries series) {
    Frequency frequency = matched.trained().frequency();
    if (!matched.unknown().isEmpty()) {
      out.warning(
          "Columns unknown to the model (%s): scaled by their own mean and deviation, with the"
                  .formatted(String.join(", ", matched.unknown()))
              + " weights that all channels share.");
    }
    if (frequency != Frequency.NONE && frequency != Frequency.of(series)) {
      out.warning("The rows' distance in time is not the one the model was trained on.");
    }
    Data.assume(out, frequency, matched.trained().season());
    out.assumed(
        "Scaled by mean and deviation of the model's training rows. If these data contain them, the"
            + " errors flatter the model.");
  }
}

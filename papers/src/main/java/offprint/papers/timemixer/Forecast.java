package offprint.papers.timemixer;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.kernels.series.Forecaster;
import offprint.kernels.series.Frequency;
import offprint.kernels.series.LinearMap;
import offprint.kernels.series.Problem;
import offprint.kernels.series.Split;
import offprint.kernels.series.TimeSeries;
import offprint.kernels.series.Windows;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.Training;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import org.jspecify.annotations.Nullable;

/**
 * Trains TimeMixer on a table of series, judges it on the held-out tail, forecasts what comes next.
 */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Forecast implements Method<Forecast.Params> {
  /** Which calendar features the network sees. */
  enum Freq {
    AUTO,
    MIN,
    HOUR,
    DAY,
    NONE;

    Frequency of(TimeSeries series) {
      if (this != AUTO && this != NONE && series.millis() == null) {
        throw new IllegalArgumentException(
            "freq must be auto or none for data without dates: got "
                + name().toLowerCase(Locale.ROOT));
      }
      return this == AUTO ? Frequency.of(series) : Frequency.valueOf(name());
    }
  }

  public record Params(
      @Param(label = "Data", help = "Data") Data series,
      @Param(
              label = "Calendar",
              help = "Calendar features; auto goes by the dates",
              value = "auto",
              advanced = true)
          Freq freq,
      @Param(
              label = "Split of the rows",
              help = "Parts of the rows to train on, to choose by, and to judge by, in this order",
              value = "0.7/0.1/0.2",
              advanced = true)
          @Pattern(regexp = "[0-9.]+/[0-9.]+/[0-9.]+")
          String split,
      @Param(label = "Network", help = "Network") Design network,
      @Param(label = "Training", help = "Training") Plan training) {
    public Params {
      Split.fractions(split);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "forecast",
        "Trains TimeMixer on a table of related series, compares it with simple forecasts on the"
            + " held-out tail, and forecasts the next rows with prediction intervals.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK, Preset.of("paper", "blocks=2", "epochs=10", "steps=0", "batch=128"));
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    TimeSeries series = p.series.read(new Inputs(out));
    int channel = p.series.channel(series);
    Frequency frequency = p.freq.of(series);
    Split split = Split.parse(p.split, series.length());
    new Cost(p.network, series.channels()).require();
    Problem problem =
        Problem.of(series, frequency, split, p.network.lookback(), p.network.horizon());
    try (Session session = Session.open()) {
      Network network =
          new Network(
              session,
              p.network,
              series.channels(),
              frequency.features(),
              Variant.FULL,
              run.random());
      Fit fit = new Fit(session, network);
      Training.Outcome outcome =
          fit.train(problem, p.training, run.random(), Part.of(run, 0, 0.7, ""));
      Trial trial = Trial.calibrated(problem);
      Trial.Judged own = trial.own(fit, Part.of(run, 0.7, 0.85, ""));
      List<Forecaster> baselines = Trial.baselines(problem, Part.of(run, 0.85, 0.86, ""));
      baselines.addAll(3, Trial.classical(problem, split.train(), Part.of(run, 0.86, 0.96, "")));
      trial.baselines(baselines, Part.of(run, 0.96, 1, ""));
      Trial.@Nullable Judged better = trial.better();
      Windows test = problem.test();
      Prediction ahead = own.of(test.last(), problem.scaling());
      Prediction held = own.of(test.batch(test.count() - 1, 1), problem.scaling());
      @Nullable Prediction rival =
          better == null ? null : better.of(test.last(), problem.scaling());

      Charts charts = new Charts(series, channel, p.network.lookback());
      out.chart(charts.forecast(held, ahead, rival, caption(own)));
      (rival == null ? ahead : rival).show(out, series, channel);
      trial.show(out, "Mean squared error of all forecasts");
      Outlook outlook = Outlook.of(session, network, test.last(), problem.scaling(), channel);
      out.chart(charts.contributions(outlook)).chart(charts.split(outlook));
      remark(out, problem, split, outcome, network);
      out.metrics(trial.metrics())
          .metric("validation_first", outcome.firstValidation())
          .metric("validation_best", outcome.bestValidation())
          .metric("best_epoch", outcome.bestEpoch())
          .csv("forecast.csv", ahead.frame(series, series.length()))
          .csv("metrics.csv", trial.race().frame())
          .file("model.safetensors", file -> Trained.write(network, problem, file));
      if (rival != null) {
        out.csv("forecast-%s.csv".formatted(slug(rival)), rival.frame(series, series.length()));
      }
      return out.answer(
          "%s %s"
              .formatted(trial.race().sentence(), (better == null ? own : better).held())
              .strip());
    }
  }

  private static String slug(Prediction rival) {
    return rival.name().replaceFirst("^the ", "").replaceAll("\\W+", "-").toLowerCase(Locale.ROOT);
  }

  private static String caption(Trial.Judged own) {
    return own.intervals().levels().length == 0
        ? "Too few validation rows for prediction intervals."
        : "The bands are as wide as the errors on the validation rows. " + own.held();
  }

  private static void remark(
      Findings out, Problem problem, Split split, Training.Outcome outcome, Network network) {
    out.text(
        "Trained on rows 1 to %d, chosen by rows to %d, judged on rows to %d: %d windows."
            .formatted(split.train(), split.validation(), split.test(), problem.test().count()));
    out.text(
        "%d weights; validation error %.4f before training, %.4f after epoch %d of %d."
            .formatted(
                network.parameters().size(),
                outcome.firstValidation(),
                outcome.bestValidation(),
                outcome.bestEpoch(),
                outcome.epochs()));
    if (outcome.bestEpoch() == 0) {
      out.warning(
          "No epoch was better than the start: the forecast is that of an untrained network."
              + " Lower lr or raise epochs.");
    }
    Data.assume(out, problem.frequency(), problem.season());
    if (network.design().lookback() > LinearMap.LONGEST) {
      out.assumed(
          "The closed-form linear map sees the last %d rows of the window only."
              .formatted(LinearMap.LONGEST));
    }
  }
}

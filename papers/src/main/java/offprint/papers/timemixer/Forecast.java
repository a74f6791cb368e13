package offprint.papers.timemixer;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import offprint.kernels.series.Baselines;
import offprint.kernels.series.Errors;
import offprint.kernels.series.Forecaster;
import offprint.kernels.series.Frequency;
import offprint.kernels.series.LinearMap;
import offprint.kernels.series.Problem;
import offprint.kernels.series.SeriesReader;
import offprint.kernels.series.Split;
import offprint.kernels.series.TimeSeries;
import offprint.kernels.series.Windows;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.Training;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/**
 * Trains TimeMixer on a table of series, judges it on the held-out tail, forecasts what comes next.
 */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Forecast implements Method<Forecast.Params> {
  /** How a finer scale becomes the next coarser one. */
  public enum Pool {
    AVG,
    MAX,
    CONV
  }

  /** How a series is split into season and trend. */
  public enum Decomposition {
    MOVING_AVERAGE,
    DFT
  }

  /** Which calendar features the network sees. */
  public enum Freq {
    AUTO,
    MIN,
    HOUR,
    DAY,
    NONE
  }

  public record Params(
      @Param(
              help = "CSV (first column may be a date, the others numbers) or NPY [time, channels]",
              value = "example:etth2",
              accepts = Kind.SERIES)
          Source data,
      @Param(help = "Column to draw; empty: the last one", columnOf = "data") String column,
      @Param(
              help = "What to do with blank cells: refuse them or bridge them by a straight line",
              value = "none")
          SeriesReader.Fill fill,
      @Param(help = "Calendar features; auto goes by the dates", value = "auto") Freq freq,
      @Param(help = "Rows the network looks back", symbol = "L", unit = "rows", value = "96")
          @Min(8)
          @Max(4096)
          int lookback,
      @Param(help = "Rows it forecasts", symbol = "H", unit = "rows", value = "96")
          @Min(1)
          @Max(2048)
          int horizon,
      @Param(help = "Down-samplings by 2", symbol = "M", value = "3") @Min(0) @Max(6) int scales,
      @Param(help = "Down-sampling: average, maximum or a trained convolution", value = "avg")
          Pool pool,
      @Param(
              help = "Features of a time step",
              symbol = "d",
              label = "Features of a time step",
              value = "16")
          @Min(1)
          @Max(256)
          int dModel,
      @Param(help = "Hidden features", symbol = "d_ff", label = "Hidden features", value = "32")
          @Min(1)
          @Max(1024)
          int dFf,
      @Param(help = "Mixing blocks", value = "1") @Min(1) @Max(8) int blocks,
      @Param(
              help = "Width of the moving average, odd, at most lookback",
              symbol = "k",
              unit = "rows",
              value = "25")
          @Min(3)
          @Max(4095)
          int kernel,
      @Param(help = "Split into season and trend", value = "movingAverage")
          Decomposition decomposition,
      @Param(
              help = "Frequencies kept as season by the DFT split",
              label = "Frequencies kept",
              value = "5")
          @Min(1)
          @Max(64)
          int topK,
      @Param(
              help = "Every channel by itself with shared weights; else channels mix",
              value = "true")
          boolean channelIndependent,
      @Param(help = "Share of embedded values dropped in training", value = "0.1")
          @DecimalMin("0")
          @DecimalMax("0.9")
          double dropout,
      @Param(help = "Passes over the training windows, at most", value = "3") @Min(1) @Max(1000)
          int epochs,
      @Param(help = "Steps of an epoch; 0: every window once", unit = "steps", value = "20")
          @Min(0)
          @Max(1_000_000)
          int steps,
      @Param(help = "Windows of a step", symbol = "B", value = "32") @Min(1) @Max(4096) int batch,
      @Param(help = "Highest learning rate of the cycle", label = "Learning rate", value = "0.01")
          @DecimalMin("0.000001")
          @DecimalMax("1")
          double lr,
      @Param(
              help = "Parts of the rows to train on, to choose by, and to judge by, in this order",
              value = "0.7/0.1/0.2")
          @Pattern(regexp = "[0-9.]+/[0-9.]+/[0-9.]+")
          String split) {
    public Params {
      if (lookback >> scales < 2) {
        throw new IllegalArgumentException(
            "scales must leave at least 2 values at the coarsest scale: got %d with lookback %d"
                .formatted(scales, lookback));
      }
      if (kernel % 2 == 0 || kernel > lookback) {
        throw new IllegalArgumentException(
            "kernel must be odd and at most lookback: got %d with lookback %d"
                .formatted(kernel, lookback));
      }
      Split.fractions(split);
    }

    Architecture architecture(int channels, int features) {
      return new Architecture(
          channels,
          features,
          lookback,
          horizon,
          scales,
          pool,
          dModel,
          dFf,
          blocks,
          kernel,
          decomposition,
          topK,
          channelIndependent,
          dropout);
    }

    Fit.Plan plan() {
      return new Fit.Plan(epochs, steps, batch, lr);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "forecast",
        "Trains TimeMixer on a CSV of related series, compares it with four simple forecasts on the"
            + " held-out tail, and forecasts the next rows.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK, Preset.of("paper", "blocks=2", "epochs=10", "steps=0", "batch=128"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    TimeSeries series;
    try (InputStream in = run.open(params.data)) {
      series = SeriesReader.read(in, params.fill);
    }
    int channel = column(series, params.column);
    Frequency frequency = frequency(series, params.freq);
    Split split = Split.parse(params.split, series.length());
    split.require(params.lookback, params.horizon);
    Architecture a = params.architecture(series.channels(), frequency.features());
    Cost.require(a);
    Problem problem = Problem.of(series, frequency, split, params.lookback, params.horizon);
    try (Session session = Session.open()) {
      Network network = new Network(session, a, Variant.FULL, run.random());
      Fit fit = new Fit(session, network);
      Training.Outcome outcome =
          fit.train(problem, params.plan(), run.random(), Stage.of(run, 0, 0.75, ""));
      Scores scores = scores(problem, fit, run);
      Outlook held = Outlook.of(session, network, last(problem.test()), problem.scaling());
      Outlook ahead = Outlook.of(session, network, problem.test().last(), problem.scaling());
      files(run, problem, network, scores, ahead);
      Charts charts = new Charts(series, channel);
      List<Report.Block> blocks = new ArrayList<>();
      blocks.add(charts.forecast(held, ahead, params.lookback, params.horizon));
      blocks.add(scores.chart("Test error of all models"));
      blocks.add(scores.table(params.horizon));
      blocks.add(charts.split(ahead, params.lookback));
      blocks.addAll(Remarks.of(problem, split, outcome, network));
      return new Report(blocks, metrics(scores, outcome));
    }
  }

  private static Windows.Batch last(Windows windows) {
    return windows.batch(windows.count() - 1, 1);
  }

  /** TimeMixer first, then the forecasts it has to beat, on every test window. */
  private static Scores scores(Problem problem, Fit fit, Run run) {
    Scores scores = new Scores();
    Windows test = problem.test();
    scores.add(
        fit.name(),
        fit.judge(
            test,
            test.all(),
            problem.sum(),
            p -> run.progress(0.75 + 0.15 * p, "forecasting the test rows")));
    run.progress(0.9, "fitting the linear map");
    List<Forecaster> others =
        List.of(
            LinearMap.fit(problem.train(), 1e-3),
            new Baselines.SeasonalNaive(problem.values(), problem.season()),
            new Baselines.LastValue(),
            new Baselines.WindowMean());
    for (Forecaster other : others) {
      Errors errors =
          Problem.judge(
              other,
              test,
              test.all(),
              problem.sum(),
              64,
              _ -> run.progress(0.95, "judging the " + other.name()));
      scores.add(other.name(), errors);
    }
    return scores;
  }

  private static void files(Run run, Problem problem, Network network, Scores scores, Outlook ahead)
      throws IOException {
    TimeSeries series = problem.series();
    Map<String, String> texts =
        ModelFile.describe(
            network.architecture(), series.columns(), problem.frequency(), problem.season());
    try (OutputStream out = run.create("forecast.csv")) {
      ForecastFile.write(series, ahead.forecast(), out);
    }
    try (OutputStream out = run.create("metrics.csv")) {
      scores.csv(network.architecture().horizon(), out);
    }
    try (OutputStream out = run.create("model.safetensors")) {
      ModelFile.write(network, texts, problem.scaling(), problem.naive(), out);
    }
    try (OutputStream out = run.create("model.json")) {
      out.write(ModelFile.json(texts));
    }
  }

  private static Map<String, Double> metrics(Scores scores, Training.Outcome outcome) {
    Map<String, Double> metrics = new LinkedHashMap<>(scores.metrics());
    metrics.put("validation_first", outcome.firstValidation());
    metrics.put("validation_best", outcome.bestValidation());
    metrics.put("best_epoch", (double) outcome.bestEpoch());
    return metrics;
  }

  static int column(TimeSeries series, String name) {
    if (name.isEmpty()) {
      return series.channels() - 1;
    }
    int index = series.columns().indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "column must be one of %s: got %s".formatted(String.join(", ", series.columns()), name));
    }
    return index;
  }

  private static Frequency frequency(TimeSeries series, Freq freq) {
    if (freq != Freq.AUTO && freq != Freq.NONE && series.millis() == null) {
      throw new IllegalArgumentException(
          "freq must be auto or none for data without dates: got "
              + freq.name().toLowerCase(Locale.ROOT));
    }
    return freq == Freq.AUTO ? Frequency.of(series) : Frequency.valueOf(freq.name());
  }
}

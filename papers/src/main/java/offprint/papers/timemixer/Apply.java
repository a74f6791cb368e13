package offprint.papers.timemixer;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.series.Baselines;
import offprint.kernels.series.Errors;
import offprint.kernels.series.Forecaster;
import offprint.kernels.series.Frequency;
import offprint.kernels.series.Problem;
import offprint.kernels.series.SeriesReader;
import offprint.kernels.series.TimeSeries;
import offprint.kernels.series.Windows;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Forecasts with a trained model, and judges it wherever the data go on. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Apply implements Method<Apply.Params> {
  public record Params(
      @Param(
              help = "model.safetensors of a timemixer/forecast run",
              value = "example:timemixer-etth2",
              accepts = Kind.MODEL)
          Source model,
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
      @Param(help = "Windows to judge by, evenly spread, at most", value = "1000")
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
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    ModelFile model;
    try (InputStream in = run.open(params.model)) {
      model = ModelFile.read(in);
    }
    TimeSeries series;
    try (InputStream in = run.open(params.data)) {
      series = SeriesReader.read(in, params.fill);
    }
    int channel = Forecast.column(series, params.column);
    Architecture trained = model.architecture();
    if (series.length() < trained.lookback()) {
      throw new IllegalArgumentException(
          "data: need at least %d rows for the model's lookback: got %d"
              .formatted(trained.lookback(), series.length()));
    }
    if (trained.features() > 0 && series.millis() == null) {
      throw new IllegalArgumentException(
          "data must have dates: the model was trained with calendar features");
    }
    Columns columns = Columns.match(model, series);
    try (Session session = Session.open()) {
      Network network = columns.network(session, run.random());
      float[][] values = columns.scaling().scale(series.values());
      Frequency frequency = model.frequency();
      Windows windows =
          Windows.targets(
              values,
              frequency.calendar(series),
              trained.lookback(),
              trained.horizon(),
              trained.lookback(),
              series.length());
      Outlook ahead = Outlook.of(session, network, windows.last(), columns.scaling());
      try (OutputStream out = run.create("forecast.csv")) {
        ForecastFile.write(series, ahead.forecast(), out);
      }
      List<Report.Block> blocks = new ArrayList<>();
      Map<String, Double> metrics = new LinkedHashMap<>();
      Charts charts = new Charts(series, channel);
      if (windows.count() > 0) {
        Outlook held =
            Outlook.of(session, network, windows.batch(windows.count() - 1, 1), columns.scaling());
        blocks.add(charts.forecast(held, ahead, trained.lookback(), trained.horizon()));
        Scores scores =
            judge(new Fit(session, network), windows, columns, model.season(), params, run);
        blocks.add(scores.chart("Error of all models on these data"));
        blocks.add(scores.table(trained.horizon()));
        metrics.putAll(scores.metrics());
        try (OutputStream out = run.create("metrics.csv")) {
          scores.csv(trained.horizon(), out);
        }
      } else {
        blocks.add(charts.forecast(null, ahead, trained.lookback(), trained.horizon()));
        blocks.add(
            Note.notice(
                "%d rows are too few to judge a forecast of %d rows: nothing to compare with."
                    .formatted(series.length(), trained.horizon())));
      }
      blocks.add(charts.split(ahead, trained.lookback()));
      blocks.addAll(notes(series, frequency, model, columns));
      metrics.put("rows", (double) series.length());
      return new Report(blocks, metrics);
    }
  }

  private static Scores judge(
      Fit fit, Windows windows, Columns columns, int season, Params params, Run run) {
    int[] index = windows.spread(params.windows);
    Scores scores = new Scores();
    Errors own =
        fit.judge(
            windows,
            index,
            new Errors.Sum(columns.scaling(), columns.naive()),
            p -> run.progress(0.9 * p, "forecasting rows that are there"));
    scores.add(fit.name(), own);
    List<Forecaster> others =
        List.of(
            new Baselines.SeasonalNaive(windows.values(), season),
            new Baselines.LastValue(),
            new Baselines.WindowMean());
    for (Forecaster other : others) {
      Errors.Sum sum = new Errors.Sum(columns.scaling(), columns.naive());
      scores.add(
          other.name(),
          Problem.judge(
              other,
              windows,
              index,
              sum,
              64,
              _ -> run.progress(0.95, "judging the " + other.name())));
    }
    return scores;
  }

  private static List<Note> notes(
      TimeSeries series, Frequency frequency, ModelFile model, Columns columns) {
    List<Note> notes = new ArrayList<>(Remarks.assumptions(series, frequency, model.season()));
    notes.add(
        Note.notice(
            "Scaled by mean and deviation of the model's training rows. If these data contain them,"
                + " the errors flatter the model."));
    if (!columns.unknown().isEmpty()) {
      notes.add(
          Note.warning(
              "Columns unknown to the model (%s): scaled by their own mean and deviation, with the"
                      .formatted(String.join(", ", columns.unknown()))
                  + " weights that all channels share."));
    }
    if (frequency != Frequency.NONE && frequency != Frequency.of(series)) {
      notes.add(
          Note.warning("The rows' distance in time is not the one the model was trained on."));
    }
    return notes;
  }
}

package offprint.papers.koopmaninformation;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Plot;
import offprint.harness.Race;
import offprint.harness.Wording;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Foretells the rows after the last of each run with a trained model. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Forecast implements Method<Forecast.Params> {
  private static final int SHOWN_COLUMNS = 4;
  private static final int SHOWN_ROWS = 100;

  public record Params(
      @Param(
              label = "Model",
              help = "model.safetensors of a koopman-information/train run",
              value = "example:koopman-pendulum-model",
              accepts = Kind.MODEL)
          Source model,
      @Param(label = "Data", help = "Data") Data recordings,
      @Param(label = "Horizon", help = "Rows to foretell", unit = "rows", value = "50")
          @Min(1)
          @Max(100_000)
          int horizon,
      @Param(
              label = "Clip",
              help = "Move eigenvalues outside the unit circle to it: the latents stay bounded",
              value = "true")
          boolean clip) {}

  @Override
  public Card card() {
    return new Card(
        "forecast",
        "Foretells what comes after the last rows with a model of an earlier run, and judges it on"
            + " the rows that are there.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Trained.Loaded loaded = Trained.read(new Inputs(out), p.model);
    Coordinates coordinates = loaded.header().coordinates();
    Recordings recordings = p.recordings.read(out).recordings();
    List<double[][]> states = loaded.states(recordings);
    KoopmanModel model = p.clip ? loaded.model().clipped() : loaded.model();
    LatentSpace space = LatentSpace.of(model, states, loaded.header().dt());
    space.warn(out, "the model");

    Frame rows = Frame.of("run", "step", "time", "column", "value");
    List<double[]> first = new ArrayList<>();
    for (int r = 0; r < states.size(); r++) {
      run.progress((double) r / states.size(), "forecast");
      double[][] ahead = model.forecast(states.get(r)[states.get(r).length - 1], p.horizon);
      for (int s = 0; s < p.horizon; s++) {
        double[] row = coordinates.row(ahead[s]);
        for (int c = 0; c < row.length; c++) {
          rows.row(
              recordings.names().get(r),
              s + 1,
              (s + 1) * loaded.header().dt(),
              recordings.columns().get(c),
              row[c]);
        }
        if (r == 0) {
          first.add(row);
        }
      }
    }
    out.chart(chart(recordings, first, loaded.header().dt()))
        .table("The first rows of the forecast", rows.first(12))
        .csv("forecast.csv", rows)
        .metric("horizon", p.horizon)
        .metric("spectral_radius", space.radius());
    String answer =
        "The next %s of %s are foretold."
            .formatted(
                Wording.count(p.horizon, "row"), Wording.count(recordings.runs().size(), "run"));
    boolean judged = states.stream().anyMatch(rows2 -> rows2.length > 2);
    if (judged) {
      Trial trial = new Trial(states, p.horizon, " in these data");
      List<double[][]> fitted = states.stream().filter(s -> s.length > 1).toList();
      trial.judge(new Predictor.Persistence());
      Predictor.Linear.all(fitted, 2, 3, 5).forEach(trial::judge);
      trial.judge(model);
      Race race = trial.race(List.of(model.name()));
      out.chart(trial.chart("Error by step in these data"))
          .race("Error after some steps (NRMSE)", race)
          .assumed(
              "DMD and EDMD are fitted to these very data, which flatters them; if the model was"
                  + " trained on them, it flatters the model, too.");
      answer += " " + race.sentence();
    } else if (Double.isFinite(loaded.header().error(Math.min(20, p.horizon)))) {
      answer +=
          " After %s expect an error of %s of the range, as in the held-out runs of the training."
              .formatted(
                  Wording.count(Math.min(20, p.horizon), "step"),
                  Wording.percent(loaded.header().error(Math.min(20, p.horizon))));
    }
    return out.answer(answer);
  }

  private static Chart chart(Recordings recordings, List<double[]> ahead, double dt) {
    double[][] run = recordings.runs().getFirst();
    int from = Math.max(0, run.length - SHOWN_ROWS);
    Plot plot =
        Plot.of("Run %s: observed and foretold".formatted(recordings.names().getFirst()))
            .x("time")
            .y("value");
    for (int c = 0; c < Math.min(SHOWN_COLUMNS, recordings.columns().size()); c++) {
      int column = c;
      double[] seen = new double[run.length - from];
      double[] past = new double[seen.length];
      Arrays.setAll(seen, t -> run[from + t][column]);
      Arrays.setAll(past, t -> (from + t) * dt);
      double[] next = ahead.stream().mapToDouble(row -> row[column]).toArray();
      double[] future = new double[next.length];
      Arrays.setAll(future, t -> (run.length + t) * dt);
      String name = recordings.columns().get(c);
      plot.thinLine(name, past, seen).line(name + ", foretold", future, next);
    }
    return plot.chart("Thin: what the data hold; bold: the forecast.");
  }
}

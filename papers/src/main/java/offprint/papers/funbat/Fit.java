package offprint.papers.funbat;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import offprint.harness.Findings;
import offprint.harness.Part;
import offprint.harness.Race;
import offprint.harness.Wording;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/** Fits smooth functions of each index to scattered values, judges and keeps them. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Fit implements Method<Fit.Params> {
  private static final int SHOWN = 12;
  private static final int GP_ROWS = 1_000;
  private static final int BINS = 50;
  private static final double RISING = 1e-4;

  public record Params(
      @Param(label = "Data", help = "Data") Data rows,
      @Param(label = "Model", help = "Model") Design model,
      @Param(
              label = "Baselines",
              help = "Compare with means, nearest rows, decompositions and a Gaussian process",
              value = "true")
          boolean baselines) {}

  @Override
  public Card card() {
    return new Card(
        "fit",
        "Fits a separable model of smooth curves to scattered values with 1 to 6 real indices,"
            + " fills gaps with 90 % intervals, and compares it with baselines on held-out rows.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK, Preset.of("full", "rank=3", "start=random", "starts=3", "sweeps=100"));
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Data.Split split = p.rows.read(out, run.random());
    Rows train = split.train();
    p.model.processes(train.modes().size());
    Scaling scaling = p.rows.scaling(train);
    Fitting fitting =
        new Fitting(
            scaling.scaled(train.coordinates()),
            scaling.standardised(train.values()),
            run.random());
    Fitting.Outcome outcome = fitting.fit(p.model, Part.of(run, 0, 0.6, ""));
    Posterior posterior = outcome.posterior();
    Charts charts = new Charts(posterior, scaling, train);

    Predictions predictions = new Predictions(train.modes(), split.value());
    double[] tested = predictions.add(split.test(), posterior, scaling);
    predictions.add(split.unknown(), posterior, scaling);
    for (int k = 0; k < train.modes().size(); k++) {
      out.chart(charts.functions(k));
    }
    if (train.modes().size() == 2) {
      out.chart(charts.surface(split.value()));
    }
    String answer = judge(p, split, posterior, scaling, tested, out);
    if (!predictions.frame().isEmpty()) {
      out.table("The first rows of predictions.csv", predictions.frame().first(SHOWN));
      out.csv("predictions.csv", predictions.frame());
    }
    out.chart(Charts.bound(outcome.bounds()));
    remark(out, p.model, outcome);
    out.metric("bound", outcome.bound())
        .metric("noise", scaling.deviation() * Math.sqrt(posterior.noise()))
        .metric("sweeps", outcome.bounds().length)
        .metric("rows", train.count())
        .csv("functions.csv", charts.functions())
        .csv("core.csv", charts.core())
        .file(
            "model.safetensors",
            file -> Trained.write(file, train, split.value(), outcome, scaling));
    return out.answer(answer);
  }

  /** Races against the baselines on the test rows; gives the answer. */
  private static String judge(
      Params p,
      Data.Split split,
      Posterior posterior,
      Scaling scaling,
      double[] tested,
      Findings out) {
    Rows test = split.test();
    String noise = Wording.number(scaling.deviation() * Math.sqrt(posterior.noise()));
    String fitted =
        "%s of %s fitted by %d functions a mode; the noise is %s."
            .formatted(
                Wording.count(split.train().count(), "row"),
                split.value(),
                posterior.rank(),
                noise);
    if (test.count() == 0) {
      return fitted + filled(split);
    }
    Posterior.Prediction at = posterior.predict(scaling.scaled(test.coordinates()));
    Scores scores = Scores.of(at, posterior.noise(), scaling, test.values());
    out.chart(Charts.predicted(split.value(), test.values(), tested));
    out.metric("coverage90", scores.coverage());
    String held =
        " %s of its 90 %% intervals hold the value.".formatted(Wording.percent(scores.coverage()));
    if (!p.baselines) {
      out.metric("rmse", scores.rmse()).metric("mae", scores.mae());
      return "On %s FunBaT errs by %s (RMSE).%s%s"
          .formatted(
              Wording.count(test.count(), "test row"),
              Wording.number(scores.rmse()),
              held,
              filled(split));
    }
    Race race =
        Race.error("RMSE", "MAE").on("On %s".formatted(Wording.count(test.count(), "test row")));
    Baselines baselines =
        new Baselines(split.train(), test, scaling, Part.of(out.run(), 0.6, 1, ""));
    if (!baselines.searchesNearest()) {
      out.text("The nearest rows are left out as a baseline: there are too many rows to search.");
    }
    baselines
        .simple(race, test.modes())
        .discrete(race, p.model.rank(), BINS, out.run().random())
        .gaussianProcess(race, GP_ROWS, out.run().random());
    race.own("FunBaT", scores.rmse(), scores.mae());
    out.race("Test error", race);
    return race.sentence() + held + filled(split);
  }

  private static String filled(Data.Split split) {
    int count = split.unknown().count();
    return count == 0
        ? ""
        : " %s filled, in predictions.csv."
            .formatted(
                Wording.count(count, "row without a value was", "rows without a value were"));
  }

  private static void remark(Findings out, Design model, Fitting.Outcome outcome) {
    if (model.tune()) {
      out.text(
          "Length scales chosen by the bound: "
              + outcome.design().lengthscale().stream()
                  .map(Wording::number)
                  .collect(Collectors.joining(", "))
              + ".");
    }
    if (outcome.rising() > RISING) {
      out.warning(
          "The bound still rose by %s in the last of %s: more sweeps may fit better."
              .formatted(
                  Wording.percent(outcome.rising()), Wording.count(model.sweeps(), "sweep")));
    }
    if (model.start() == Design.Start.RANDOM) {
      out.text(
          "Started at random values, best of %s."
              .formatted(Wording.count(model.starts(), "start")));
    }
  }
}

package offprint.papers.arphmm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Remaining useful life of new units by a model that {@link Fit} wrote. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Predict implements Method<Predict.Params> {
  private static final int URGENT = 15;

  public record Params(
      @Param(
              help = "model.json of arphmm/fit; empty: fitted now, on the shipped example only",
              accepts = Kind.MODEL)
          Source model,
      @Param(
              help = "Units up to now: C-MAPSS text, or a table with unit, time and sensors",
              value = "example:wear-test",
              accepts = Kind.TABLE)
          Source data,
      @Param(
              help = "True remaining lives, if known: one a line, or a table unit, rul",
              value = "example:wear-truth",
              accepts = Kind.TABLE)
          Source truth,
      @Param(help = "Column of a table that names the unit", value = "unit", columnOf = "data")
          String unitColumn,
      @Param(help = "Column of a table that counts time", value = "cycle", columnOf = "data")
          String timeColumn,
      @Param(help = "Probability that the band holds", value = "0.9")
          @DecimalMin("0.5")
          @DecimalMax("0.99")
          double band) {}

  @Override
  public Card card() {
    return new Card(
        "predict",
        "Gives the remaining useful life of new units with a band, by a model that arphmm/fit"
            + " wrote.");
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    List<Report.Block> blocks = new ArrayList<>();
    EngineModel model = model(params, run);
    FleetReader reader = new FleetReader(params.unitColumn, params.timeColumn);
    Fleet fleet = reader.read(run, params.data, "data");
    RulPredictor predictor = new RulPredictor(model, params.band, run.random().nextLong());
    List<RulEstimate> estimates = new ArrayList<>();
    for (Unit unit : fleet.units()) {
      run.progress(0.5 + 0.45 * estimates.size() / fleet.units().size(), "unit " + unit.name());
      estimates.add(predictor.predict(fleet, unit));
    }
    Source given = ExampleFleet.beside(params.data, ExampleFleet.TEST, params.truth);
    double[] truth =
        given.isEmpty()
            ? new double[0]
            : TruthReader.read(run, given, params.unitColumn, fleet.units());
    Assessment assessment =
        new Assessment(
            estimates, truth, truth.length == 0 ? Map.of() : baselines(model, fleet), params.band);
    blocks.add(EngineCharts.lives(estimates, truth, params.band));
    blocks.add(EngineCharts.future(model, estimates, run.random()));
    if (assessment.known()) {
      blocks.add(assessment.scoreTable());
    }
    blocks.add(assessment.urgent(URGENT));
    if (params.model.isEmpty()) {
      blocks.add(
          Note.notice(
              "No model was given: one was fitted now to example:wear-train with the standard"
                  + " settings."));
    }
    blocks.addAll(assessment.notes(model));
    if (fleet.gaps() > 0) {
      blocks.add(
          Note.warning(
              "%d rows are not one time step after the row before: lags count rows."
                  .formatted(fleet.gaps())));
    }
    assessment.write(run);
    Map<String, Double> metrics = new LinkedHashMap<>();
    assessment.metrics(metrics, model.cap());
    return new Report(assessment.answer(), blocks, metrics);
  }

  private static EngineModel model(Params params, Run run) throws IOException {
    if (!params.model.isEmpty()) {
      return ModelFile.read(run, params.model);
    }
    if (!params.data.equals(ExampleFleet.TEST)) {
      throw new IllegalArgumentException(
          "model must be given with data of your own: a model.json that arphmm/fit wrote");
    }
    Fleet train = new FleetReader("unit", "cycle").read(run, ExampleFleet.TRAIN, "model");
    Settings settings = Settings.STANDARD;
    return EngineFit.of(
            train,
            HealthIndex.fit(train, settings.cap()),
            settings,
            i -> run.progress(0.5 * i / settings.iterations(), "EM, iteration " + i))
        .model();
  }

  /** Those that need no training data. */
  private static Map<String, double[]> baselines(EngineModel model, Fleet fleet) {
    int window = model.settings().window();
    double[] constant = new double[fleet.units().size()];
    double[] linear = new double[constant.length];
    Arrays.fill(constant, model.meanLife());
    for (int u = 0; u < linear.length; u++) {
      double[] health = RulPredictor.carriedForward(model.health().of(fleet, fleet.units().get(u)));
      double[] recent = Baselines.window(health, health.length - 1, window);
      linear[u] = Math.clamp(model.linear().predict(recent), 0, model.cap());
    }
    Map<String, double[]> named = new LinkedHashMap<>();
    named.put("constant", constant);
    named.put("linear on %d health indices".formatted(window), linear);
    return named;
  }
}

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
import offprint.harness.Findings;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Remaining useful life of new units by a model that {@link Fit} wrote. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Predict implements Method<Predict.Params> {
  public record Params(
      @Param(
              label = "Model",
              help = "model.json of arphmm/fit; empty: fitted now, on the shipped example only",
              accepts = Kind.MODEL)
          Source model,
      @Param(
              label = "Units",
              help = "Units up to now: C-MAPSS text, or a table with unit, time and sensors",
              value = "example:wear-test",
              accepts = Kind.TABLE)
          Source data,
      @Param(
              label = "True remaining lives",
              help = "True remaining lives, if known: one a line, or a table unit, rul",
              value = "example:wear-truth",
              accepts = Kind.TABLE)
          Source truth,
      @Param(
              label = "Column of units",
              help = "Column of a table that names the unit",
              value = "unit",
              columnOf = "data")
          String unitColumn,
      @Param(
              label = "Column of time",
              help = "Column of a table that counts time; dates count in days",
              value = "cycle",
              columnOf = "data")
          String timeColumn,
      @Param(
              label = "Probability of the band",
              help = "Probability that the band holds",
              value = "0.9")
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
    Findings out = new Findings(run);
    EngineModel model = model(params, out);
    FleetReader reader = new FleetReader(params.unitColumn, params.timeColumn);
    Fleet fleet = reader.read(out, params.data, "data");
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
            : TruthReader.read(out, given, params.unitColumn, fleet.units());
    Assessment assessment =
        new Assessment(
            estimates, truth, truth.length == 0 ? Map.of() : baselines(model, fleet), params.band);
    out.chart(EngineCharts.lives(estimates, truth, params.band))
        .add(EngineCharts.future(model, estimates, run.random()));
    assessment.show(out);
    assessment.warn(out, model);
    fleet.warnOfGaps(out);
    assessment.metrics(out, model.cap());
    return out.csv("rul.csv", assessment.frame()).answer(assessment.answer());
  }

  private static EngineModel model(Params params, Findings out) throws IOException {
    if (!params.model.isEmpty()) {
      return ModelFile.read(out, params.model);
    }
    if (!params.data.equals(ExampleFleet.TEST)) {
      throw new IllegalArgumentException(
          "model must be given with data of your own: a model.json that arphmm/fit wrote");
    }
    out.assumed(
        "No model was given: one was fitted now to example:wear-train with the standard settings.");
    Fleet train = new FleetReader("unit", "cycle").read(out, ExampleFleet.TRAIN, "model");
    Settings settings = Settings.STANDARD;
    return EngineFit.of(
            train,
            HealthIndex.fit(train, settings.cap()),
            settings,
            i -> out.run().progress(0.5 * i / settings.em().iterations(), "EM, iteration " + i))
        .model();
  }

  /** Baselines that need no training data. */
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

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
import java.util.Map;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/**
 * Fits a model of wear to run-to-failure records and predicts the remaining useful life of test
 * units with a band. {@link Predict} reads its model file.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Fit implements Method<Fit.Params> {
  public record Params(
      @Param(
              label = "Units to failure",
              help = "Run-to-failure records: C-MAPSS text, or a table with unit, time and sensors",
              value = "example:wear-train",
              accepts = Kind.TABLE)
          Source train,
      @Param(
              label = "Units to predict",
              help = "Units to predict, same form; empty: cross-validate the training units",
              value = "example:wear-test",
              accepts = Kind.TABLE)
          Source test,
      @Param(
              label = "True remaining lives",
              help = "True remaining lives of the test units: one a line, or a table unit, rul",
              value = "example:wear-truth",
              accepts = Kind.TABLE)
          Source truth,
      @Param(
              label = "Column of units",
              help = "Column of a table that names the unit",
              value = "unit",
              columnOf = "train")
          String unitColumn,
      @Param(
              label = "Column of time",
              help = "Column of a table that counts time; dates count in days",
              value = "cycle",
              columnOf = "train")
          String timeColumn,
      @Param(
              label = "Health index",
              help = "Where the health index comes from: fitted to the sensors, or a column",
              value = "fitted",
              advanced = true)
          Health health,
      @Param(
              label = "Column of health",
              help = "Column that is the health index, if health is column",
              columnOf = "train",
              advanced = true)
          String healthColumn,
      @Param(label = "Model", help = "Model") Settings settings,
      @Param(
              label = "Probability of the band",
              help = "Probability that the band holds",
              value = "0.9")
          @DecimalMin("0.5")
          @DecimalMax("0.99")
          double band,
      @Param(
              label = "Selection",
              help = "Choose regimes and order around the given ones on training units",
              value = "none")
          Select select,
      @Param(
              label = "Folds",
              help = "Folds over units in cross-validation",
              value = "5",
              advanced = true)
          @Min(2)
          @Max(20)
          int folds) {
    public Params {
      if (settings.cap() != 0 && settings.cap() < 10) {
        throw new IllegalArgumentException(
            "cap must be at least 10, or 0 for none: got " + settings.cap());
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "fit",
        "Learns wear from run-to-failure records and gives the remaining useful life of test units"
            + " with a band; writes a model for later units.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("selected", "select=cv"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    FleetReader reader = new FleetReader(params.unitColumn, params.timeColumn);
    Fleet train = reader.read(out, params.train, "train");
    Settings settings = params.settings;
    if (settings.labels() == Labels.COLUMN && !train.labelled()) {
      throw new IllegalArgumentException(
          "labels is column, so train must have a column '%s'".formatted(FleetReader.LABEL));
    }
    double cap = settings.capOrInfinity();
    CrossValidation.Health health =
        params.health == Health.COLUMN
            ? f -> HealthIndex.column(f, params.healthColumn)
            : f -> HealthIndex.fit(f, cap);
    List<Table> tables = new ArrayList<>();
    if (params.select != Select.NONE) {
      Selection selection = Selection.of(train, health, settings, params.select, params.folds, run);
      settings = selection.settings();
      tables.add(selection.table());
    }
    EngineFit fit = fit(train, health, settings, run);
    EngineModel model = fit.model();
    String answer = "";
    Source test = ExampleFleet.beside(params.train, ExampleFleet.TRAIN, params.test);
    if (test.isEmpty() || params.select == Select.CV) {
      CrossValidation checked =
          CrossValidation.of(
              train,
              health,
              settings,
              params.folds,
              (f, _) -> run.progress(0.8, "cross-validation, fold " + (f + 1)));
      Scores scores = checked.scores();
      model = model.withCrossValidated(scores.rmse());
      tables.add(crossValidated(checked, params.folds));
      out.metric("cv_rmse", scores.rmse()).csv("cross-validated.csv", checked.frame());
      answer =
          "On %s that the fit did not see, the remaining life is missed by %s (root mean square)."
              .formatted(Wording.count(checked.units(), "unit"), Wording.number(scores.rmse()));
      if (test.isEmpty()) {
        out.chart(scatter(checked));
      }
    }
    out.file(ModelFile.NAME, ModelFile.text(model));
    if (!test.isEmpty()) {
      Source truth = ExampleFleet.beside(test, ExampleFleet.TEST, params.truth);
      Fleet cut = reader.read(out, test, "test");
      Assessment assessment = assess(fit, train, cut, truth, params, out);
      out.chart(EngineCharts.lives(assessment.estimates(), assessment.truth(), params.band))
          .add(EngineCharts.future(model, assessment.estimates(), run.random()));
      assessment.show(out);
      assessment.metrics(out, model.cap());
      assessment.warn(out, model);
      out.csv("rul.csv", assessment.frame());
      answer = assessment.answer();
    }
    out.chart(EngineCharts.transitions(model.regimes().chain()))
        .table(EngineCharts.regimes(model))
        .addAll(tables);
    remark(out, fit, train);
    return out.metric("log_likelihood_nats", fit.logLikelihoods().getLast())
        .metric("iterations", fit.logLikelihoods().size())
        .metric("smallest_gain", fit.smallestGain())
        .metric("regimes", settings.regimes())
        .metric("order", settings.order())
        .answer(answer);
  }

  private static EngineFit fit(
      Fleet train, CrossValidation.Health health, Settings settings, Run run) {
    int most = settings.em().iterations();
    EngineFit fit =
        EngineFit.of(
            train,
            health.fit(train),
            settings,
            i -> run.progress(0.6 + 0.2 * i / most, "EM, iteration %d".formatted(i)));
    for (int i = 0; i < fit.logLikelihoods().size(); i++) {
      run.point("log likelihood", i + 1, fit.logLikelihoods().get(i));
    }
    return fit;
  }

  private static Assessment assess(
      EngineFit fit, Fleet train, Fleet test, Source truth, Params params, Findings out)
      throws IOException {
    Run run = out.run();
    RulPredictor predictor = new RulPredictor(fit.model(), params.band, run.random().nextLong());
    List<RulEstimate> estimates = new ArrayList<>();
    for (Unit unit : test.units()) {
      run.progress(0.85 + 0.1 * estimates.size() / test.units().size(), "unit " + unit.name());
      estimates.add(predictor.predict(test, unit));
    }
    double[] known =
        truth.isEmpty()
            ? new double[0]
            : TruthReader.read(out, truth, params.unitColumn, test.units());
    Map<String, double[]> baselines =
        known.length == 0
            ? Map.of()
            : Baselines.predict(fit, train, test, u -> run.progress(0.95, "baselines, unit " + u));
    return new Assessment(estimates, known, baselines, params.band);
  }

  private static Table crossValidated(CrossValidation checked, int folds) {
    Scores s = checked.scores();
    return Frame.of("cuts", "RMSE", "MAE", "share too late")
        .row(checked.cuts().size(), s.rmse(), s.mae(), s.late())
        .table("Cross-validation over training units, %d folds".formatted(folds));
  }

  private static Chart scatter(CrossValidation checked) {
    double most = Arrays.stream(checked.truth()).max().orElse(1);
    double[] ends = {0, most};
    return Plot.of("Units that the fit did not see, cut every tenth row")
        .x("true remaining life")
        .y("estimate")
        .points("cut units", checked.truth(), checked.estimate())
        .thinLine("perfect", ends, ends)
        .chart("Points above the line are too late; near 0 they cost most.");
  }

  private static void remark(Findings out, EngineFit fit, Fleet train) {
    Settings settings = fit.model().settings();
    List<String> sensors = fit.model().health().sensors();
    out.text(
        "%d units, %d of them to failure; sensors used: %s."
            .formatted(train.units().size(), train.failed().size(), String.join(", ", sensors)));
    if (!fit.training().leftOut().isEmpty()) {
      out.assumed(
          "Left out of training, fewer than %d rows: units %s."
              .formatted(settings.skip() + 1, Wording.list(fit.training().leftOut(), 10)));
    }
    train.warnOfGaps(out);
    if (!fit.frozen().isEmpty()) {
      out.warning(
          "Regimes %s had too few rows for %d coefficients in some iteration and kept what they"
                  .formatted(
                      Wording.list(fit.frozen().stream().mapToObj(k -> "" + k).toList()),
                      settings.order() + 1)
              + " had: fewer regimes or a lower order may do.");
    }
  }
}

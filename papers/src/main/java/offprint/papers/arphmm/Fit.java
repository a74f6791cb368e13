package offprint.papers.arphmm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Wording;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/**
 * From run-to-failure records to a model of wear, and the remaining useful life of test units with
 * a band. The model file serves {@link Predict}.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Fit implements Method<Fit.Params> {
  private static final int URGENT = 15;

  public record Params(
      @Param(
              help = "Run-to-failure records: C-MAPSS text, or a table with unit, time and sensors",
              value = "example:wear-train",
              accepts = Kind.TABLE)
          Source train,
      @Param(
              help = "Units to predict, same form; empty: cross-validate the training units",
              value = "example:wear-test",
              accepts = Kind.TABLE)
          Source test,
      @Param(
              help = "True remaining lives of the test units: one a line, or a table unit, rul",
              value = "example:wear-truth",
              accepts = Kind.TABLE)
          Source truth,
      @Param(help = "Column of a table that names the unit", value = "unit", columnOf = "train")
          String unitColumn,
      @Param(help = "Column of a table that counts time", value = "cycle", columnOf = "train")
          String timeColumn,
      @Param(
              help = "Where the health index comes from: fitted to the sensors, or a column",
              value = "fitted")
          Health health,
      @Param(help = "Column that is the health index, if health is column", columnOf = "train")
          String healthColumn,
      @Param(
              help = "What is known about regimes: ends of the units, nothing, or column 'label'",
              value = "ends")
          Labels labels,
      @Param(help = "Regimes of wear", symbol = "Q", value = "6") @Min(1) @Max(30) int regimes,
      @Param(help = "Order of the autoregression", symbol = "p", unit = "rows", value = "12")
          @Min(0)
          @Max(50)
          int order,
      @Param(
              help = "Health indices that remaining life is linear in",
              symbol = "w",
              unit = "rows",
              value = "15")
          @Min(1)
          @Max(100)
          int window,
      @Param(
              help = "Largest remaining life told apart, at least 10; 0: none",
              unit = "time of data",
              value = "125")
          @Min(0)
          @Max(1_000_000)
          int cap,
      @Param(
              help = "Last rows of a failed unit that labels = ends puts into the last regime",
              value = "10")
          @Min(1)
          @Max(1_000)
          int endRows,
      @Param(
              help = "Transitions: to the same and the next regime only, or all",
              value = "leftRight")
          Structure structure,
      @Param(help = "Remaining life is a second emission in training", value = "true")
          boolean joint,
      @Param(help = "Most iterations of EM", value = "30") @Min(1) @Max(1_000) int iterations,
      @Param(help = "Relative gain of the likelihood that ends EM", value = "1e-5")
          @DecimalMin("1e-12")
          @DecimalMax("0.1")
          double tolerance,
      @Param(help = "Pseudo-count of transitions", symbol = "κ", value = "1e-5")
          @DecimalMin("0")
          @DecimalMax("1000")
          double kappa,
      @Param(help = "Probability that the band holds", value = "0.9")
          @DecimalMin("0.5")
          @DecimalMax("0.99")
          double band,
      @Param(
              help = "Choose regimes and order around the given ones on training units",
              value = "none")
          Select select,
      @Param(help = "Folds over units in cross-validation", value = "5") @Min(2) @Max(20)
          int folds) {
    public Params {
      if (cap != 0 && cap < 10) {
        throw new IllegalArgumentException("cap must be at least 10, or 0 for none: got " + cap);
      }
    }

    Settings settings() {
      return new Settings(
          regimes,
          order,
          window,
          cap,
          labels,
          endRows,
          structure,
          joint,
          iterations,
          tolerance,
          kappa);
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
    FleetReader reader = new FleetReader(params.unitColumn, params.timeColumn);
    Fleet train = reader.read(run, params.train, "train");
    if (params.labels == Labels.COLUMN && !train.labelled()) {
      throw new IllegalArgumentException(
          "labels is column, so train must have a column '%s'".formatted(FleetReader.LABEL));
    }
    CrossValidation.Health health =
        params.health == Health.COLUMN
            ? f -> HealthIndex.column(f, params.healthColumn)
            : f -> HealthIndex.fit(f, params.settings().capOrInfinity());
    List<Report.Block> blocks = new ArrayList<>();
    List<Report.Block> tables = new ArrayList<>();
    Map<String, Double> metrics = new LinkedHashMap<>();
    Settings settings = params.settings();
    if (params.select != Select.NONE) {
      Selection selection = Selection.of(train, health, settings, params.select, params.folds, run);
      settings = selection.settings();
      tables.add(selection.table());
    }
    EngineFit fit = fit(train, health, settings, run);
    EngineModel model = fit.model();
    String answer = "";
    Findings out = new Findings(run);
    Source test = ExampleFleet.beside(params.train, ExampleFleet.TRAIN, params.test);
    if (test.isEmpty() || params.select == Select.CV) {
      Settings chosen = settings;
      CrossValidation checked =
          CrossValidation.of(
              train,
              health,
              chosen,
              params.folds,
              (f, _) -> run.progress(0.8, "cross-validation, fold " + (f + 1)));
      model = model.withCrossValidated(checked.scores().rmse());
      tables.add(crossValidated(checked, params.folds));
      metrics.put("cv_rmse", checked.scores().rmse());
      out.csv("cross-validated.csv", checked.frame());
      answer =
          "On %s that the fit did not see, the remaining life is missed by %s (root mean square)."
              .formatted(
                  Wording.count(checked.units(), "unit"), Wording.number(checked.scores().rmse()));
      if (test.isEmpty()) {
        blocks.add(scatter(checked));
      }
    }
    ModelFile.write(run, model);
    if (!test.isEmpty()) {
      Source truth = ExampleFleet.beside(test, ExampleFleet.TEST, params.truth);
      Assessment assessment =
          assess(fit, train, reader.read(run, test, "test"), truth, params, run);
      blocks.add(EngineCharts.lives(assessment.estimates(), assessment.truth(), params.band));
      blocks.add(EngineCharts.future(model, assessment.estimates(), run.random()));
      if (assessment.known()) {
        blocks.add(assessment.scoreTable());
      }
      blocks.add(assessment.urgent(URGENT));
      assessment.metrics(metrics, model.cap());
      answer = assessment.answer();
      tables.addAll(assessment.notes(model));
      assessment.write(run);
    }
    blocks.add(EngineCharts.transitions(model.regimes().chain()));
    blocks.add(EngineCharts.regimes(model));
    blocks.addAll(tables);
    blocks.addAll(notes(fit, train));
    metrics.put("log_likelihood_nats", fit.logLikelihoods().getLast());
    metrics.put("iterations", (double) fit.logLikelihoods().size());
    metrics.put("smallest_gain", fit.smallestGain());
    metrics.put("regimes", (double) settings.regimes());
    metrics.put("order", (double) settings.order());
    return new Report(answer, blocks, metrics);
  }

  private static EngineFit fit(
      Fleet train, CrossValidation.Health health, Settings settings, Run run) {
    int most = settings.iterations();
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
      EngineFit fit, Fleet train, Fleet test, Source truth, Params params, Run run)
      throws IOException {
    RulPredictor predictor = new RulPredictor(fit.model(), params.band, run.random().nextLong());
    List<RulEstimate> estimates = new ArrayList<>();
    for (Unit unit : test.units()) {
      run.progress(0.85 + 0.1 * estimates.size() / test.units().size(), "unit " + unit.name());
      estimates.add(predictor.predict(test, unit));
    }
    double[] known =
        truth.isEmpty()
            ? new double[0]
            : TruthReader.read(run, truth, params.unitColumn, test.units());
    Map<String, double[]> baselines =
        known.length == 0
            ? Map.of()
            : Baselines.predict(fit, train, test, u -> run.progress(0.95, "baselines, unit " + u));
    return new Assessment(estimates, known, baselines, params.band);
  }

  private static Table crossValidated(CrossValidation checked, int folds) {
    Scores s = checked.scores();
    return new Table(
        "Cross-validation over training units, %d folds".formatted(folds),
        List.of("cuts", "RMSE", "MAE", "share too late"),
        List.of(List.of(checked.truth().length, s.rmse(), s.mae(), s.late())));
  }

  private static Chart scatter(CrossValidation checked) {
    double most = Arrays.stream(checked.truth()).max().orElse(1);
    double[] ends = {0, most};
    return new Chart(
        "Units that the fit did not see, cut every tenth row",
        Chart.Axis.linear("true remaining life"),
        Chart.Axis.linear("estimate"),
        List.of(
            Chart.Series.points("cut units", checked.truth(), checked.estimate()),
            Chart.Series.line("perfect", ends, ends).thin()),
        "Points above the line are too late; near 0 they cost most.");
  }

  private static List<Report.Block> notes(EngineFit fit, Fleet train) {
    List<Report.Block> notes = new ArrayList<>();
    HealthIndex health = fit.model().health();
    notes.add(
        Note.text(
            "%d units, %d of them to failure; sensors used: %s."
                .formatted(
                    train.units().size(),
                    train.failed().size(),
                    String.join(", ", health.sensors()))));
    if (!fit.training().leftOut().isEmpty()) {
      notes.add(
          Note.notice(
              "Left out of training, fewer than %d rows: units %s."
                  .formatted(
                      fit.model().settings().skip() + 1,
                      Assessment.some(fit.training().leftOut()))));
    }
    if (train.gaps() > 0) {
      notes.add(
          Note.warning(
              "%d rows of the training data are not one time step (%s) after the row before: lags"
                      .formatted(train.gaps(), Assessment.shown(train.timeStep()))
                  + " count rows, remaining life counts time."));
    }
    if (!fit.frozen().isEmpty()) {
      String regimes =
          String.join(
              ", ",
              IntStream.range(0, 30).filter(fit.frozen()::get).mapToObj(k -> "" + k).toList());
      notes.add(
          Note.warning(
              "Regimes %s had too few rows for %d coefficients in some iteration and kept what they"
                      .formatted(regimes, fit.model().settings().order() + 1)
                  + " had: fewer regimes or a lower order may do."));
    }
    return notes;
  }
}

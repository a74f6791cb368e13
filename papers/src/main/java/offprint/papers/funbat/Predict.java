package offprint.papers.funbat;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.ModelFile;
import offprint.harness.Race;
import offprint.harness.Wording;
import offprint.kernels.table.TextTable;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Predicts values at indices of a table with a fitted model. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Predict implements Method<Predict.Params> {
  private static final int SHOWN = 20;

  public record Params(
      @Param(
              label = "Model",
              help = "model.safetensors of a funbat/fit run",
              value = "example:beijing-pm25-model",
              accepts = Kind.MODEL)
          Source model,
      @Param(
              label = "Rows",
              help =
                  "Table with the model's index columns; with its value, too, errors are measured",
              value = "example:beijing-pm25",
              accepts = Kind.TABLE)
          Source rows) {}

  @Override
  public Card card() {
    return new Card(
        "predict",
        "Predicts values with 90 % intervals at any indices with a model of an earlier fit, and"
            + " measures it where the value is known.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    ModelFile file = in.model("model", p.model, Trained.METHOD);
    Trained trained = file.header(Trained.class);
    TextTable table = in.table("rows", p.rows, trained.modes());
    if (table.rows() == 0) {
      throw new IllegalArgumentException("rows: the table has no rows");
    }
    List<String> missing =
        trained.modes().stream().filter(mode -> !table.columns().contains(mode)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "rows must have the model's index columns %s: got %s"
              .formatted(Wording.list(trained.modes(), 6), Wording.list(table.columns(), 20)));
    }
    Rows rows = trained.rows(table);
    Posterior posterior = trained.posterior(file.tensors());
    run.progress(0.5, "predicting");
    Predictions predictions = new Predictions(trained.modes(), trained.value());
    double[] predicted = predictions.add(rows, posterior, trained.scaling());
    out.table("The first rows of predictions.csv", predictions.frame().first(SHOWN))
        .csv("predictions.csv", predictions.frame())
        .metric("rows", rows.count());
    warnOutside(out, rows, posterior, trained);
    Rows known = rows.where(n -> !Double.isNaN(rows.values()[n]));
    String answer =
        "%s of %s predicted.".formatted(Wording.count(rows.count(), "value"), trained.value());
    return out.answer(
        known.count() == 0
            ? answer
            : answer + " " + judge(out, known, posterior, trained, predicted));
  }

  private static String judge(
      Findings out, Rows known, Posterior posterior, Trained trained, double[] predicted) {
    Posterior.Prediction at = posterior.predict(trained.scaling().scaled(known.coordinates()));
    Scores scores = Scores.of(at, posterior.noise(), trained.scaling(), known.values());
    Scores constant = Scores.of(new double[known.count()], trained.scaling(), known.values());
    Race race =
        Race.error("RMSE", "MAE")
            .on("On the %s with a value".formatted(Wording.count(known.count(), "row")))
            .baseline("the mean of the model's training rows", constant.rmse(), constant.mae())
            .own("FunBaT", scores.rmse(), scores.mae());
    if (known.count() == predicted.length) {
      out.chart(Charts.predicted(trained.value(), known.values(), predicted));
    }
    out.table(race.table("Against the known values"))
        .metric("rmse", scores.rmse())
        .metric("mae", scores.mae())
        .metric("coverage90", scores.coverage());
    out.assumed("If these rows contain the model's training rows, the errors flatter it.");
    return "%s %s of its 90 %% intervals hold the value."
        .formatted(race.sentence(), Wording.percent(scores.coverage()));
  }

  private static void warnOutside(Findings out, Rows rows, Posterior posterior, Trained trained) {
    for (int k = 0; k < rows.modes().size(); k++) {
      double[] known = posterior.factors()[k].x();
      double low = known[0];
      double high = known[known.length - 1];
      long outside =
          Arrays.stream(trained.scaling().scaled(k, rows.coordinates()[k]))
              .filter(x -> x < low || x > high)
              .count();
      if (outside > 0) {
        out.warning(
            "%s outside the %s of the training rows: there the functions return to 0 and the"
                    .formatted(Wording.count(outside, "row lies", "rows lie"), rows.modes().get(k))
                + " intervals widen.");
      }
    }
  }
}

package offprint.papers.srrw;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
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

/** Applies a theta.json of {@link Train} to rows of a table. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Predict implements Method<Predict.Params> {
  private static final int MOST_SHOWN = 20;

  /** Parameters. */
  public record Params(
      @Param(
              label = "Model",
              help = "theta.json of srrw/train",
              value = "example:village-theta",
              accepts = Kind.MODEL)
          Source model,
      @Param(
              label = "Rows",
              help = "Table with the model's columns; with its label too, the error is measured",
              value = "example:village-strangers",
              accepts = Kind.TABLE)
          Source rows) {}

  @Override
  public Card card() {
    return new Card(
        "predict",
        "Applies a model that a token trained to a table of yours, and measures it where the label"
            + " is known.");
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    Model model = in.read("model", p.model, Model::read);
    if (model.loss() == Loss.MEAN) {
      throw new IllegalArgumentException("model: an average of columns predicts nothing");
    }
    TextTable table = in.table("rows", p.rows);
    if (table.rows() == 0) {
      throw new IllegalArgumentException("rows: the table has no rows");
    }
    double[][] values =
        model.columns().stream()
            .map(c -> table.numbers(Inputs.column("rows", table, c, -1)))
            .toArray(double[][]::new);
    double[][] outputs = model.outputs(values);
    Frame predictions = predictions(model, outputs);
    out.metric("rows", outputs.length);
    String answer = "%s predicted.".formatted(Wording.count(outputs.length, "row"));
    if (table.columns().contains(model.label())) {
      int label = table.column(model.label());
      answer =
          model.loss().classifies()
              ? assessClasses(model, outputs, table, label, out)
              : assessNumbers(outputs, table.numbers(label), out);
    }
    out.table("The first predictions of predictions.csv", predictions.first(MOST_SHOWN));
    out.csv("predictions.csv", predictions);
    return out.answer(answer);
  }

  private static Frame predictions(Model model, double[][] outputs) {
    List<String> columns = new ArrayList<>(List.of("row"));
    switch (model.loss()) {
      case LOGISTIC -> columns.add("probability");
      case SOFTMAX -> columns.addAll(model.classes());
      default -> columns.add("prediction");
    }
    if (model.loss().classifies()) {
      columns.add("class");
    }
    Frame predictions = Frame.of(columns.toArray(String[]::new));
    for (int r = 0; r < outputs.length; r++) {
      List<Object> cells = new ArrayList<>(List.of(r + 1));
      Arrays.stream(outputs[r]).skip(model.loss() == Loss.LOGISTIC ? 1 : 0).forEach(cells::add);
      if (model.loss().classifies()) {
        cells.add(model.classNames().get(largest(outputs[r])));
      }
      predictions.row(cells.toArray());
    }
    return predictions;
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }

  private static String assessClasses(
      Model model, double[][] outputs, TextTable table, int label, Findings out) {
    List<String> classes = model.classNames();
    double n = outputs.length;
    double[] share = new double[classes.size()];
    double accuracy = 0;
    double loss = 0;
    for (int r = 0; r < n; r++) {
      int truth = classes.indexOf(table.cell(r, label));
      if (truth < 0) {
        throw table.wrong(r, label, "one of " + Wording.list(classes, 20));
      }
      share[truth] += 1 / n;
      accuracy += largest(outputs[r]) == truth ? 1 / n : 0;
      loss -= Math.log(Math.max(outputs[r][truth], 1e-300)) / n;
    }
    double entropy = Arrays.stream(share).map(s -> s == 0 ? 0 : -s * Math.log(s)).sum();
    double most = share[largest(share)];
    if (accuracy > most && loss >= 0.98 * entropy) {
      out.warning(
          "Classes are told apart, but probabilities are pulled towards each other: the ridge κ is"
              + " strong for these data; train with a smaller kappa.");
    }
    Race race = Race.higher("accuracy", "log loss");
    race.baseline("always the most frequent class", most, entropy).own("the model", accuracy, loss);
    return assess(race, outputs.length, out);
  }

  private static String assessNumbers(double[][] outputs, double[] truth, Findings out) {
    double mean = Arrays.stream(truth).average().orElseThrow();
    double[] constant = new double[truth.length];
    double[] model = new double[truth.length];
    Arrays.setAll(constant, r -> mean - truth[r]);
    Arrays.setAll(model, r -> outputs[r][0] - truth[r]);
    Race race = Race.error("RMSE", "MAE");
    race.baseline("always the mean", rootMeanSquare(constant), meanSize(constant));
    race.own("the model", rootMeanSquare(model), meanSize(model));
    return assess(race, truth.length, out);
  }

  private static double rootMeanSquare(double[] error) {
    return Math.sqrt(Arrays.stream(error).map(e -> e * e).average().orElseThrow());
  }

  private static double meanSize(double[] error) {
    return Arrays.stream(error).map(Math::abs).average().orElseThrow();
  }

  private static String assess(Race race, int rows, Findings out) {
    out.table(race.table("Against the known labels"));
    race.metrics()
        .forEach((name, value) -> out.metric(name.replaceFirst("_always.*", "_constant"), value));
    return race.on("On the %s".formatted(Wording.count(rows, "row"))).sentence();
  }
}

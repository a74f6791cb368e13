package offprint.papers.srrw;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Race;
import offprint.harness.Wording;
import offprint.kernels.markov.ReversibleChain;
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
  private static final int EXAMPLE_HOPS = 200_000;
  private static final int MOST_SHOWN = 20;

  /** Parameters. */
  public record Params(
      @Param(
              help = "theta.json of srrw/train; empty: trained now in the example village",
              accepts = Kind.MODEL)
          Source model,
      @Param(
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
    Model model = p.model.isEmpty() ? example(in, out) : in.read("model", p.model, Model::read);
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

  /** The model of one self-repellent token in the example village. */
  private static Model example(Inputs in, Findings out) throws IOException {
    Network network = Network.of(in.graph("model", Source.example("village-ties")), false, out);
    NodeTable table =
        NodeTable.of(in.table("model", Source.example("village-people")), network, true);
    Problem problem = Problem.of(table, Learning.logistic("label"), out);
    double[] target = network.uniform();
    ReversibleChain chain = network.chain(ChainKind.MHRW, target);
    Arm arm = Arm.walk("one token", chain, target, Repellence.constant(5), 0.8);
    Objective objective = problem.objective(0);
    Part.Counter hops = Part.of(out.run(), 0, 1, "").counter(EXAMPLE_HOPS, "training");
    Trials trials = new Trials(network, 1, "random", new long[] {EXAMPLE_HOPS}, hops);
    double[] origin = new double[objective.parameters()];
    Trace trace =
        Token.train(trials, arm, objective, Optimiser.plain(0.9), origin, out.run().random());
    return Model.of(problem, trace.results().getFirst());
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
    int[] count = new int[classes.size()];
    int right = 0;
    double loss = 0;
    for (int r = 0; r < outputs.length; r++) {
      int truth = classes.indexOf(table.cell(r, label));
      if (truth < 0) {
        throw table.wrong(r, label, "one of " + Wording.list(classes, 20));
      }
      count[truth]++;
      right += largest(outputs[r]) == truth ? 1 : 0;
      loss -= Math.log(Math.max(outputs[r][truth], 1e-300)) / n;
    }
    double shares =
        Arrays.stream(count).mapToDouble(c -> c == 0 ? 0 : -c / n * Math.log(c / n)).sum();
    int most = Arrays.stream(count).max().orElseThrow();
    if (right > most && loss >= 0.98 * shares) {
      out.warning(
          "Classes are told apart, but probabilities are pulled towards each other: the ridge κ is"
              + " strong for these data; train with a smaller kappa.");
    }
    return assess(
        Race.higher("accuracy", "log loss"),
        "always the most frequent class",
        new double[] {most / n, shares},
        new double[] {right / n, loss},
        outputs.length,
        out);
  }

  private static String assessNumbers(double[][] outputs, double[] truth, Findings out) {
    double mean = Arrays.stream(truth).average().orElseThrow();
    double[] model = new double[2];
    double[] constant = new double[2];
    for (int r = 0; r < truth.length; r++) {
      double error = outputs[r][0] - truth[r];
      model[0] += error * error / truth.length;
      model[1] += Math.abs(error) / truth.length;
      constant[0] += Math.pow(truth[r] - mean, 2) / truth.length;
      constant[1] += Math.abs(truth[r] - mean) / truth.length;
    }
    model[0] = Math.sqrt(model[0]);
    constant[0] = Math.sqrt(constant[0]);
    return assess(Race.error("RMSE", "MAE"), "always the mean", constant, model, truth.length, out);
  }

  private static String assess(
      Race race, String baseline, double[] constant, double[] model, int rows, Findings out) {
    race.on("On the %s".formatted(Wording.count(rows, "row")));
    race.baseline(baseline, constant).own("the model", model);
    out.table(race.table("Against the known labels"));
    race.metrics()
        .forEach((name, value) -> out.metric(name.replaceFirst("_always.*", "_constant"), value));
    return race.sentence();
  }
}

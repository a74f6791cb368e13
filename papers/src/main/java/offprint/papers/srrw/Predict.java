package offprint.papers.srrw;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.table.Csv;
import offprint.kernels.table.TableWriter;
import offprint.kernels.table.TextTable;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Applies a theta.json of {@link Train} to rows of a table. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Predict implements Method<Predict.Params> {
  private static final int EXAMPLE_HOPS = 200_000;

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
    Model model = model(p.model(), run);
    if (model.loss == Loss.MEAN) {
      throw new IllegalArgumentException("model: an average of columns predicts nothing");
    }
    TextTable table;
    try (InputStream in = run.open(p.rows())) {
      table = Csv.read(in);
    }
    double[][] values =
        model.design.columns.stream()
            .map(c -> table.numbers(table.column(c)))
            .toArray(double[][]::new);
    if (table.rows() == 0) {
      throw new IllegalArgumentException("rows: the table has no rows");
    }
    double[][] scores = model.scores(values);
    write(model, scores, run);
    List<Report.Block> blocks = new ArrayList<>();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("rows", (double) scores.length);
    if (table.columns().contains(model.label)) {
      Assessment assessment = new Assessment(model, scores, table);
      blocks.addAll(assessment.blocks());
      metrics.putAll(assessment.metrics());
      if (assessment.isTimid()) {
        blocks.add(
            Note.warning(
                "Classes are told apart, but probabilities are pulled towards each other: the ridge"
                    + " κ is strong for these data; train with a smaller kappa."));
      }
    }
    blocks.add(
        Note.text(
            "predictions.csv has one line for each of the %d rows.".formatted(scores.length)));
    return new Report(blocks, metrics);
  }

  private static Model model(Source source, Run run) throws IOException {
    if (!source.isEmpty()) {
      try (InputStream in = run.open(source)) {
        return Model.read(in);
      }
    }
    Train.Params p = Train.params(Loss.LOGISTIC, "label", 5, EXAMPLE_HOPS, 1);
    Network network = Network.read(run, p.edges(), false);
    NodeTable table = NodeTable.read(run, p.nodes(), network, true);
    Problem problem = Problem.of(table, p.loss(), p.label(), p.features(), p.tau(), p.kappa());
    double[] target = Values.target(network.graph(), table, p.target());
    Arm arm =
        Arm.walk(
            "self-repellent walk",
            network.chain(p.chain(), target),
            target,
            p.alpha(),
            p.alphaSchedule(),
            p.gammaExp());
    Progress progress = new Progress(run, EXAMPLE_HOPS);
    Training training =
        new Training(
            network,
            problem.objective(0),
            p.optimiser(),
            new double[problem.objective(0).parameters()],
            new long[] {EXAMPLE_HOPS},
            progress);
    double[] theta = training.run(arm, 1, p.start(), run.random()).theta.getFirst();
    return new Model(p.loss(), problem.design, p.label(), problem.classes, theta);
  }

  private static void write(Model model, double[][] scores, Run run) throws IOException {
    List<String> columns = new ArrayList<>(List.of("row"));
    switch (model.loss) {
      case LOGISTIC -> columns.addAll(List.of("probability", "class"));
      case SOFTMAX -> {
        columns.addAll(model.classes);
        columns.add("class");
      }
      default -> columns.add("prediction");
    }
    try (TableWriter file = new TableWriter(run.create("predictions.csv"), columns)) {
      for (int r = 0; r < scores.length; r++) {
        double[] output = Assessment.outputs(model.loss, scores[r]);
        List<Object> cells = new ArrayList<>(List.of(r + 1));
        Arrays.stream(output).forEach(cells::add);
        switch (model.loss) {
          case LOGISTIC -> cells.add(output[0] > 0.5 ? 1 : 0);
          case SOFTMAX -> cells.add(model.classes.get(Assessment.largest(output)));
          default -> {}
        }
        file.row(cells);
      }
    }
  }
}

package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import offprint.harness.Findings;

/** What is to be learnt: the data of the nodes as numbers, and the loss. */
record Problem(Learning learning, Design design, List<String> classes, Rows rows) {
  private static final int MOST_CLASSES = 100;

  /**
   * Reads the columns of a node table.
   *
   * @throws IllegalArgumentException naming the row and column of a label that does not suit the
   *     loss
   */
  static Problem of(NodeTable table, Learning learning, Findings out) {
    Loss loss = learning.loss();
    String label = loss == Loss.MEAN ? "" : learning.label();
    if (!label.isEmpty() && learning.features().contains(label)) {
      throw new IllegalArgumentException(
          "features must not hold the label: got '%s'".formatted(label));
    }
    table.requireColumns("label", label.isEmpty() ? List.of() : List.of(label));
    table.requireColumns("features", learning.features());
    List<String> columns =
        learning.features().isEmpty() ? table.numericColumns(label, out) : learning.features();
    double[][] values = columns.stream().map(table::numbers).toArray(double[][]::new);
    if (values.length == 0) {
      throw new IllegalArgumentException("nodes: the table has no column of features");
    }
    Design design = Design.of(columns, values, loss == Loss.MEAN);
    List<String> classes = new ArrayList<>();
    double[] labels = labels(table, loss, label, classes);
    double[][] kept =
        design.columns().stream().map(c -> values[columns.indexOf(c)]).toArray(double[][]::new);
    Rows rows = new Rows(design.width(), design.inputs(kept), labels, table.start());
    List<String> constant = new ArrayList<>(columns);
    constant.removeAll(design.columns());
    if (!constant.isEmpty()) {
      out.assumed("Constant columns were dropped: %s.".formatted(String.join(", ", constant)));
    }
    Problem problem = new Problem(learning, design, classes, rows);
    int parameters = problem.objective(0).parameters();
    if (parameters > BatchLoss.MOST_PARAMETERS) {
      throw new IllegalArgumentException(
          "features times classes must be at most %d, the batch minimum takes minutes beyond: got %d"
              .formatted(BatchLoss.MOST_PARAMETERS, parameters));
    }
    return problem;
  }

  private static double[] labels(NodeTable table, Loss loss, String label, List<String> classes) {
    if (loss == Loss.MEAN) {
      return new double[table.row().length];
    }
    if (loss == Loss.SOFTMAX) {
      String[] text = table.text(label);
      classes.addAll(new TreeSet<>(Arrays.asList(text)));
      if (classes.size() < 2 || classes.size() > MOST_CLASSES) {
        throw new IllegalArgumentException(
            "label must have 2 to %d classes: got %d".formatted(MOST_CLASSES, classes.size()));
      }
      return Arrays.stream(text).mapToDouble(classes::indexOf).toArray();
    }
    double[] values = table.numbers(label);
    for (int r = 0; loss == Loss.LOGISTIC && r < values.length; r++) {
      if (values[r] != 0 && values[r] != 1) {
        throw table.wrong(r, label, "0 or 1");
      }
    }
    return values;
  }

  /**
   * The loss of each node.
   *
   * @param width over which the corner of the pinball loss is rounded, in units of the label; 0
   *     leaves it, other losses have none
   */
  Objective objective(double width) {
    int outputs = learning.loss() == Loss.SOFTMAX ? classes.size() : 1;
    Link link =
        switch (learning.loss()) {
          case MEAN, SQUARES -> Link.SQUARES;
          case LOGISTIC -> Link.LOGISTIC;
          case SOFTMAX -> Link.SOFTMAX;
          case QUANTILE -> Link.pinball(learning.tau(), width);
        };
    return learning.loss() == Loss.MEAN
        ? new MeanObjective(rows)
        : new LinearObjective(rows, outputs, link, learning.kappa());
  }

  /**
   * The batch minimum. The pinball loss is approached by rounded ones, down to 1e-4 of the label's
   * spread.
   */
  double[] minimum(double[] target, Runnable onStep) {
    double[] theta = new double[objective(0).parameters()];
    if (learning.loss() != Loss.QUANTILE) {
      return new BatchLoss(objective(0), target, onStep).minimiseUniquely(theta).point();
    }
    double mean = Arrays.stream(rows.label()).average().orElseThrow();
    double spread =
        Math.sqrt(
            Arrays.stream(rows.label()).map(y -> (y - mean) * (y - mean)).average().orElseThrow());
    for (double width = 1; width > 5e-5; width /= 2) {
      Objective rounded = objective(width * spread + 1e-12);
      theta = new BatchLoss(rounded, target, onStep).minimise(theta).point();
    }
    return theta;
  }
}

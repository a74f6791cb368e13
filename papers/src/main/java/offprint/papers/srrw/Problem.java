package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import offprint.harness.Findings;

/**
 * A learning problem: the data of the nodes as numbers, and the loss.
 *
 * @param names of the outputs: classes of softmax, columns of the mean, else empty
 */
record Problem(Learning learning, Design design, List<String> names, Rows rows) {
  private static final int MOST_CLASSES = 100;

  /**
   * Reads the columns of a node table.
   *
   * @throws IllegalArgumentException naming the row and column of a label that does not suit the
   *     loss
   */
  static Problem of(NodeTable table, Learning learning, Findings out) {
    boolean mean = learning.loss() == Loss.MEAN;
    String label = mean ? "" : learning.label();
    if (!mean && learning.features().contains(label)) {
      throw new IllegalArgumentException(
          "features must not hold the label: got '%s'".formatted(label));
    }
    table.requireColumns("label", mean ? List.of() : List.of(label));
    table.requireColumns("features", learning.features());
    List<String> columns =
        learning.features().isEmpty() ? table.numericColumns(label, out) : learning.features();
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("nodes: the table has no column of features");
    }
    double[][] values = columns.stream().map(table::numbers).toArray(double[][]::new);
    Design design = mean ? Design.of(List.of(), values) : Design.of(columns, values);
    List<String> constant = new ArrayList<>(mean ? List.of() : columns);
    constant.removeAll(design.columns());
    if (!mean && design.columns().isEmpty()) {
      throw new IllegalArgumentException(
          "features: all columns are constant: got " + String.join(", ", columns));
    }
    if (!constant.isEmpty()) {
      out.assumed("Constant columns were dropped: %s.".formatted(String.join(", ", constant)));
    }
    List<String> names = new ArrayList<>(mean ? columns : List.of());
    double[] labels = mean ? interleaved(values) : labels(table, learning.loss(), label, names);
    double[][] kept =
        design.columns().stream().map(c -> values[columns.indexOf(c)]).toArray(double[][]::new);
    double[] input = design.inputs(kept, values[0].length);
    Rows rows = new Rows(design.width(), input, labels, table.start());
    Problem problem = new Problem(learning, design, names, rows);
    int parameters = problem.objective(0).parameters();
    if (parameters > BatchLoss.MOST_PARAMETERS) {
      throw new IllegalArgumentException(
          "features times classes must be at most %d, the batch minimum takes minutes beyond: got %d"
              .formatted(BatchLoss.MOST_PARAMETERS, parameters));
    }
    return problem;
  }

  /** Columns as rows one after another. */
  private static double[] interleaved(double[][] columns) {
    double[] rows = new double[Math.multiplyExact(columns.length, columns[0].length)];
    Arrays.setAll(rows, k -> columns[k % columns.length][k / columns.length]);
    return rows;
  }

  private static double[] labels(NodeTable table, Loss loss, String label, List<String> classes) {
    if (loss == Loss.SOFTMAX) {
      String[] text = table.text(label);
      classes.addAll(new TreeSet<>(Arrays.asList(text)));
      if (classes.size() < 2 || classes.size() > MOST_CLASSES) {
        throw new IllegalArgumentException(
            "label must have 2 to %d classes: got %d".formatted(MOST_CLASSES, classes.size()));
      }
      double[] one = new double[text.length * classes.size()];
      for (int r = 0; r < text.length; r++) {
        one[r * classes.size() + classes.indexOf(text[r])] = 1;
      }
      return one;
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
    Link link =
        switch (learning.loss()) {
          case MEAN, SQUARES -> Link.SQUARES;
          case LOGISTIC -> Link.LOGISTIC;
          case SOFTMAX -> Link.SOFTMAX;
          case QUANTILE -> Link.pinball(learning.tau(), width);
        };
    double kappa = learning.loss() == Loss.MEAN ? 0 : learning.kappa();
    return new Objective(rows, Math.max(1, names.size()), link, kappa);
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
    double variance =
        Arrays.stream(rows.label()).map(y -> (y - mean) * (y - mean)).average().orElseThrow();
    for (double width = 1; width > 5e-5; width /= 2) {
      Objective rounded = objective(width * Math.sqrt(variance) + 1e-12);
      theta = new BatchLoss(rounded, target, onStep).minimise(theta).point();
    }
    return theta;
  }
}

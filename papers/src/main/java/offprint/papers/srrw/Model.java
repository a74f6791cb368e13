package offprint.papers.srrw;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A trained model: how columns become inputs, and theta. The entries are those of its file,
 * theta.json.
 *
 * @param classes names of the outputs: classes of softmax, columns of the mean, else empty
 * @param theta [outputs * inputs]
 */
record Model(
    String format,
    Loss loss,
    String label,
    List<String> columns,
    double[] mean,
    double[] sd,
    List<String> classes,
    double[] theta) {
  private static final String FORMAT = "offprint-srrw-theta-1";
  private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

  static Model of(Problem problem, double[] theta) {
    Design design = problem.design();
    return new Model(
        FORMAT,
        problem.learning().loss(),
        problem.learning().label(),
        design.columns(),
        design.mean(),
        design.sd(),
        problem.names(),
        theta);
  }

  private Design design() {
    return new Design(columns, mean, sd);
  }

  /** The classes in the order of the outputs; those of the logistic loss are 0 and 1. */
  List<String> classNames() {
    return loss == Loss.LOGISTIC ? List.of("0", "1") : classes;
  }

  /**
   * The outputs of the model: probabilities of the classes, or a number [rows][outputs].
   *
   * @param values of the columns [columns][rows]
   */
  double[][] outputs(double[][] values) {
    int width = design().width();
    Rows rows =
        new Rows(width, design().inputs(values, values[0].length), new double[0], new int[1]);
    double[][] outputs = new double[values[0].length][];
    for (int r = 0; r < outputs.length; r++) {
      double[] scores = new double[theta.length / width];
      for (int c = 0; c < scores.length; c++) {
        scores[c] = rows.dot(theta, c * width, r);
      }
      outputs[r] = loss.output(scores);
    }
    return outputs;
  }

  /** Theta beside the batch minimum, one row an input and class. */
  Frame weights(double[] minimum) {
    Frame weights = Frame.of("input", "theta", "minimum");
    int width = design().width();
    for (int k = 0; k < theta.length; k++) {
      String input = k % width < columns.size() ? columns.get(k % width) : "constant";
      String output = classes.isEmpty() ? "" : classes.get(k / width) + ": ";
      weights.row(output + input, theta[k], minimum[k]);
    }
    return weights;
  }

  /** The text of theta.json. */
  String json() {
    return JSON.toJson(this) + "\n";
  }

  /**
   * Reads a theta.json.
   *
   * @throws IllegalArgumentException if this is none, or an entry is missing or has a wrong size
   */
  static Model read(InputStream in) throws IOException {
    @Nullable Model model = null;
    try {
      model = JSON.fromJson(new String(in.readAllBytes(), StandardCharsets.UTF_8), Model.class);
    } catch (JsonParseException | IllegalArgumentException | NullPointerException _) {
      // told below
    }
    if (model == null || !FORMAT.equals(model.format)) {
      throw new IllegalArgumentException("model must be the theta.json of srrw/train");
    }
    require(model.loss, "loss");
    require(model.label, "label");
    int outputs = Math.max(1, require(model.classes, "classes").size());
    int columns = require(model.columns, "columns").size();
    requireNumbers(model.mean, columns, "mean");
    requireNumbers(model.sd, columns, "sd");
    requireNumbers(model.theta, outputs * model.design().width(), "theta");
    return model;
  }

  private static <T> T require(@Nullable T entry, String name) {
    if (entry == null) {
      throw new IllegalArgumentException("model: the file has no entry '%s'".formatted(name));
    }
    return entry;
  }

  private static void requireNumbers(double @Nullable [] entry, int size, String name) {
    double[] values = require(entry, name);
    if (values.length != size || !Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "model: entry '%s' must have %d finite numbers: got %s"
              .formatted(name, size, Arrays.toString(values)));
    }
  }
}

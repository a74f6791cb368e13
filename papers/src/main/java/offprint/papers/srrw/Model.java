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

/** A trained model: how columns become inputs, and theta. The file is theta.json. */
record Model(Loss loss, Design design, String label, List<String> classes, double[] theta) {
  private static final String FORMAT = "offprint-srrw-theta-1";
  private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

  /** The entries of the file; what a file lacks is null. */
  private record Entries(
      @Nullable String format,
      @Nullable Loss loss,
      @Nullable String label,
      @Nullable List<String> columns,
      double @Nullable [] mean,
      double @Nullable [] sd,
      @Nullable List<String> classes,
      double @Nullable [] theta) {}

  /** The classes, in the order of the outputs; those of the logistic loss are 0 and 1. */
  List<String> classNames() {
    return loss == Loss.LOGISTIC ? List.of("0", "1") : classes;
  }

  private int outputs() {
    return theta.length / design.width();
  }

  /**
   * Score of each class, or the one number m [rows][outputs].
   *
   * @param values of the design's columns [columns][rows]
   */
  double[][] scores(double[][] values) {
    Rows rows = new Rows(design.width(), design.inputs(values), new double[0], new int[1]);
    double[][] scores = new double[values[0].length][outputs()];
    for (int r = 0; r < scores.length; r++) {
      for (int c = 0; c < outputs(); c++) {
        scores[r][c] = rows.dot(theta, c * design.width(), r);
      }
    }
    return scores;
  }

  /** Theta, one row an input and class, beside another. */
  Frame weights(double[] minimum) {
    Frame weights = Frame.of("input", "theta", "minimum");
    for (int k = 0; k < theta.length; k++) {
      int column = k % design.width();
      String input = column < design.columns().size() ? design.columns().get(column) : "constant";
      String output = outputs() == 1 ? "" : classes.get(k / design.width()) + ": ";
      weights.row(output + input, theta[k], minimum[k]);
    }
    return weights;
  }

  /** The text of theta.json. */
  String json() {
    return JSON.toJson(
            new Entries(
                FORMAT, loss, label, design.columns(), design.mean(), design.sd(), classes, theta))
        + "\n";
  }

  /**
   * Reads a theta.json.
   *
   * @throws IllegalArgumentException if this is none
   */
  static Model read(InputStream in) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    Entries file;
    try {
      file = JSON.fromJson(text, Entries.class);
    } catch (JsonParseException | IllegalArgumentException | NullPointerException e) {
      throw new IllegalArgumentException("model must be the theta.json of srrw/train", e);
    }
    if (file == null || !FORMAT.equals(file.format)) {
      throw new IllegalArgumentException("model must be the theta.json of srrw/train");
    }
    Loss loss = entry(file.loss, "loss");
    List<String> columns = entry(file.columns, "columns");
    double[] mean = numbers(file.mean, columns.size(), "mean");
    double[] sd = numbers(file.sd, columns.size(), "sd");
    Design design = new Design(columns, mean, sd, loss == Loss.MEAN);
    List<String> classes = List.copyOf(entry(file.classes, "classes"));
    int outputs = loss == Loss.SOFTMAX ? classes.size() : 1;
    double[] theta = numbers(file.theta, outputs * design.width(), "theta");
    return new Model(loss, design, entry(file.label, "label"), classes, theta);
  }

  private static <T> T entry(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("model: the file has no entry '%s'".formatted(name));
    }
    return value;
  }

  private static double[] numbers(double @Nullable [] given, int size, String name) {
    double[] values = entry(given, name);
    if (values.length != size || !Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "model: entry '%s' must have %d finite numbers: got %s"
              .formatted(name, size, Arrays.toString(values)));
    }
    return values;
  }
}

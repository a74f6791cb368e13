package offprint.papers.srrw;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trained model: how columns become inputs, and theta. The file is theta.json. */
final class Model {
  private static final String FORMAT = "offprint-srrw-theta-1";

  final Loss loss;
  final Design design;
  final String label;
  final List<String> classes;
  private final double[] theta;

  Model(Loss loss, Design design, String label, List<String> classes, double[] theta) {
    this.loss = loss;
    this.design = design;
    this.label = label;
    this.classes = List.copyOf(classes);
    this.theta = theta;
  }

  /**
   * Score of each class, or the one number m [rows][outputs].
   *
   * @param values of the design's columns [columns][rows]
   */
  double[][] scores(double[][] values) {
    Rows rows = new Rows(design.width(), design.inputs(values), new double[0], new int[1]);
    int outputs = theta.length / design.width();
    double[][] scores = new double[values[0].length][outputs];
    for (int r = 0; r < scores.length; r++) {
      for (int c = 0; c < outputs; c++) {
        scores[r][c] = rows.dot(theta, c * design.width(), r);
      }
    }
    return scores;
  }

  /** The fields of the file, by their names there. */
  @SuppressWarnings("NullAway.Init") // set by Gson; what a file lacks stays null and is refused
  private static final class Fields {
    @Nullable String format;
    @Nullable String loss;
    @Nullable String label;
    @Nullable List<String> columns;
    @Nullable List<Double> mean;
    @Nullable List<Double> sd;
    @Nullable List<String> classes;
    @Nullable List<Double> theta;
  }

  void write(OutputStream out) throws IOException {
    Fields fields = new Fields();
    fields.format = FORMAT;
    fields.loss = loss.name();
    fields.label = label;
    fields.columns = design.columns;
    fields.mean = list(design.mean);
    fields.sd = list(design.sd);
    fields.classes = classes;
    fields.theta = list(theta);
    String text = new GsonBuilder().setPrettyPrinting().create().toJson(fields) + "\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Double> list(double[] values) {
    return java.util.Arrays.stream(values).boxed().toList();
  }

  /**
   * @throws IllegalArgumentException if this is not a theta.json
   */
  static Model read(InputStream in) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    Fields fields;
    try {
      fields = new Gson().fromJson(text, Fields.class);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("model must be the theta.json of srrw/train", e);
    }
    if (fields == null || !FORMAT.equals(fields.format)) {
      throw new IllegalArgumentException("model must be the theta.json of srrw/train");
    }
    try {
      Loss loss = Loss.valueOf(entry(fields.loss, "loss"));
      List<String> columns = entry(fields.columns, "columns");
      Design design =
          new Design(
              columns,
              numbers(entry(fields.mean, "mean"), columns.size(), "mean"),
              numbers(entry(fields.sd, "sd"), columns.size(), "sd"),
              loss == Loss.MEAN);
      List<String> classes = entry(fields.classes, "classes");
      int outputs = loss == Loss.SOFTMAX ? classes.size() : 1;
      double[] theta = numbers(entry(fields.theta, "theta"), outputs * design.width(), "theta");
      return new Model(loss, design, entry(fields.label, "label"), classes, theta);
    } catch (NullPointerException e) {
      throw new IllegalArgumentException("model: a list in the file has an empty entry", e);
    }
  }

  private static <T> T entry(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("model: the file has no entry '%s'".formatted(name));
    }
    return value;
  }

  private static double[] numbers(List<Double> values, int size, String name) {
    if (values.size() != size) {
      throw new IllegalArgumentException(
          "model: entry '%s' must have %d numbers: got %d".formatted(name, size, values.size()));
    }
    double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
    for (double number : numbers) {
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException(
            "model: entry '%s' must hold finite numbers: got %s".formatted(name, number));
      }
    }
    return numbers;
  }
}

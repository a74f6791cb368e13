package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.table.TextTable;
import offprint.method.Report;
import offprint.method.Table;

/** How far predictions are from known labels, beside the best constant. */
final class Assessment {
  private final Map<String, Double> metrics = new LinkedHashMap<>();
  private final List<List<Object>> rows = new ArrayList<>();
  private boolean timid;

  Assessment(Model model, double[][] scores, TextTable table) {
    int column = table.column(model.label);
    if (model.loss.classifies()) {
      classes(model, scores, table, column);
    } else {
      numbers(scores, table.numbers(column));
    }
  }

  /** Probability of class 1, probabilities of all classes, or the number itself. */
  static double[] outputs(Loss loss, double[] score) {
    return switch (loss) {
      case LOGISTIC -> new double[] {1 / (1 + Math.exp(-score[0]))};
      case SOFTMAX -> {
        double largest = score[largest(score)];
        double[] p = Arrays.stream(score).map(s -> Math.exp(s - largest)).toArray();
        double sum = Arrays.stream(p).sum();
        yield Arrays.stream(p).map(v -> v / sum).toArray();
      }
      default -> score;
    };
  }

  static int largest(double[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }

  private void classes(Model model, double[][] scores, TextTable table, int column) {
    List<String> classes = model.loss == Loss.SOFTMAX ? model.classes : List.of("0", "1");
    int[] count = new int[classes.size()];
    int right = 0;
    double loss = 0;
    for (int r = 0; r < scores.length; r++) {
      int truth = classes.indexOf(table.cell(r, column));
      if (truth < 0) {
        throw table.wrong(r, column, "one of " + String.join(", ", classes));
      }
      count[truth]++;
      double[] output = outputs(model.loss, scores[r]);
      double p =
          model.loss == Loss.SOFTMAX ? output[truth] : truth == 1 ? output[0] : 1 - output[0];
      int said = model.loss == Loss.SOFTMAX ? largest(output) : output[0] > 0.5 ? 1 : 0;
      right += said == truth ? 1 : 0;
      loss -= Math.log(Math.max(p, 1e-300)) / scores.length;
    }
    double n = scores.length;
    double constant = 0;
    int most = 0;
    for (int c : count) {
      most = Math.max(most, c);
      constant -= c == 0 ? 0 : c / n * Math.log(c / n);
    }
    metrics.put("accuracy", right / n);
    metrics.put("accuracy_constant", most / n);
    metrics.put("log_loss", loss);
    metrics.put("log_loss_constant", constant);
    timid = right > most && loss >= 0.98 * constant;
    rows.add(List.of("model", right / n, loss));
    rows.add(List.of("always the most frequent class, its shares", most / n, constant));
  }

  private void numbers(double[][] scores, double[] truth) {
    double mean = Arrays.stream(truth).average().orElse(0);
    double square = 0;
    double constant = 0;
    double absolute = 0;
    double absoluteConstant = 0;
    for (int r = 0; r < truth.length; r++) {
      double error = scores[r][0] - truth[r];
      square += error * error / truth.length;
      absolute += Math.abs(error) / truth.length;
      constant += Math.pow(truth[r] - mean, 2) / truth.length;
      absoluteConstant += Math.abs(truth[r] - mean) / truth.length;
    }
    metrics.put("rmse", Math.sqrt(square));
    metrics.put("rmse_constant", Math.sqrt(constant));
    rows.add(List.of("model", Math.sqrt(square), absolute));
    rows.add(List.of("always the mean", Math.sqrt(constant), absoluteConstant));
  }

  Map<String, Double> metrics() {
    return metrics;
  }

  /** Whether classes are found better, but their probabilities no better, than by the shares. */
  boolean isTimid() {
    return timid;
  }

  List<Report.Block> blocks() {
    boolean classes = metrics.containsKey("accuracy");
    return List.of(
        new Table(
            "Against the known labels",
            classes
                ? List.of("prediction", "accuracy", "log loss, nats")
                : List.of("prediction", "root mean squared error", "mean absolute error"),
            rows));
  }
}

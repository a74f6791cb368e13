package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.List;

/**
 * How the columns of a table become inputs: (x - mean) / sd clipped to [-3, 3], a 1 at the end, all
 * divided by the root of their number, so that an input has length about 1. Or, for averages, as
 * they are.
 *
 * @param mean [columns]
 * @param sd population standard deviations, positive [columns]
 * @param raw true for averages
 */
record Design(List<String> columns, double[] mean, double[] sd, boolean raw) {
  private static final double CLIP = 3;

  Design {
    columns = List.copyOf(columns);
  }

  /**
   * Scales by the rows at hand; constant columns are dropped.
   *
   * @param values [columns][rows]
   */
  static Design of(List<String> columns, double[][] values, boolean raw) {
    List<String> kept = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      double mean = 0;
      for (double v : values[c]) {
        mean += v / values[c].length;
      }
      double square = 0;
      for (double v : values[c]) {
        square += (v - mean) * (v - mean) / values[c].length;
      }
      if (raw || square > 1e-24 * mean * mean) {
        kept.add(columns.get(c));
        means.add(mean);
        deviations.add(Math.sqrt(square));
      }
    }
    if (kept.isEmpty()) {
      throw new IllegalArgumentException(
          "features: all columns are constant: got " + String.join(", ", columns));
    }
    return new Design(
        kept,
        means.stream().mapToDouble(v -> v).toArray(),
        deviations.stream().mapToDouble(v -> v).toArray(),
        raw);
  }

  int width() {
    return columns.size() + (raw ? 0 : 1);
  }

  /**
   * Inputs one row after another [rows, width].
   *
   * @param values of {@link #columns} [columns][rows]
   */
  double[] inputs(double[][] values) {
    int rows = values[0].length;
    int width = width();
    double[] input = new double[Math.multiplyExact(rows, width)];
    double scale = raw ? 1 : 1 / Math.sqrt(width);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns.size(); c++) {
        double v = values[c][r];
        input[r * width + c] = raw ? v : scale * Math.clamp((v - mean[c]) / sd[c], -CLIP, CLIP);
      }
      if (!raw) {
        input[r * width + width - 1] = scale;
      }
    }
    return input;
  }
}

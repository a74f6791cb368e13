package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the columns of a table become inputs: (x - mean) / sd clipped to [-3, 3], a 1 at the end, all
 * divided by the root of their number, so that an input has length about 1.
 *
 * @param mean [columns]
 * @param sd population standard deviations, positive [columns]
 */
record Design(List<String> columns, double[] mean, double[] sd) {
  private static final double CLIP = 3;

  /**
   * Scales by the rows at hand; constant columns are dropped.
   *
   * @param values [columns][rows]
   */
  static Design of(List<String> columns, double[][] values) {
    List<String> kept = new ArrayList<>();
    double[] mean = new double[columns.size()];
    double[] sd = new double[columns.size()];
    for (int c = 0; c < columns.size(); c++) {
      double m = 0;
      for (double v : values[c]) {
        m += v / values[c].length;
      }
      double square = 0;
      for (double v : values[c]) {
        square += (v - m) * (v - m) / values[c].length;
      }
      if (square > 1e-24 * m * m) {
        mean[kept.size()] = m;
        sd[kept.size()] = Math.sqrt(square);
        kept.add(columns.get(c));
      }
    }
    int n = kept.size();
    return new Design(List.copyOf(kept), Arrays.copyOf(mean, n), Arrays.copyOf(sd, n));
  }

  int width() {
    return columns.size() + 1;
  }

  /**
   * Inputs one row after another [rows, width].
   *
   * @param values of {@link #columns} [columns][rows]
   */
  double[] inputs(double[][] values, int rows) {
    int width = width();
    double[] input = new double[Math.multiplyExact(rows, width)];
    double scale = 1 / Math.sqrt(width);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < width - 1; c++) {
        double standard = (values[c][r] - mean[c]) / sd[c];
        input[r * width + c] = scale * Math.clamp(standard, -CLIP, CLIP);
      }
      input[r * width + width - 1] = scale;
    }
    return input;
  }
}

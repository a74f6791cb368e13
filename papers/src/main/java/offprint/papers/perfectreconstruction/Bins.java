package offprint.papers.perfectreconstruction;

import java.util.Arrays;
import java.util.List;
import offprint.kernels.table.DecimalMark;

/**
 * Equal-frequency bins of a numeric column.
 *
 * @param edges lower edges of the bins but the first, ascending; empty: values stay as they are
 */
record Bins(List<Double> edges) {
  static final Bins NONE = new Bins(List.of());

  /** At most {@code count} bins; equal values share one. NaN counts as missing. */
  static Bins of(double[] values, int count) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double[] edges = new double[count - 1];
    for (int b = 1; b < count; b++) {
      edges[b - 1] = sorted[(int) ((long) b * sorted.length / count)];
    }
    return new Bins(Arrays.stream(edges).distinct().filter(e -> e > sorted[0]).boxed().toList());
  }

  /**
   * "[2.5, 7)" for a number; other text stays as it is.
   *
   * @param mark how the column writes numbers
   */
  String label(String cell, DecimalMark mark) {
    double value = edges.isEmpty() ? Double.NaN : mark.number(cell);
    if (!Double.isFinite(value)) {
      return cell;
    }
    int above = 0;
    while (above < edges.size() && value >= edges.get(above)) {
      above++;
    }
    return "[%s, %s)"
        .formatted(
            above == 0 ? "-inf" : number(edges.get(above - 1)),
            above == edges.size() ? "inf" : number(edges.get(above)));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}

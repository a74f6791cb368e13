package offprint.kernels.flow;

/** Products of small row-major matrices; the inner loops run along rows, four terms at a time. */
final class Products {
  private Products() {}

  /** out[n, columns] += left[n, inner] right[inner, columns]. */
  static void add(double[] left, double[] right, double[] out, int n, int inner, int columns) {
    for (int row = 0; row < n; row++) {
      int at = row * inner;
      int to = row * columns;
      int j = 0;
      for (; j + 3 < inner; j += 4) {
        axpy4(
            left[at + j],
            left[at + j + 1],
            left[at + j + 2],
            left[at + j + 3],
            right,
            j * columns,
            columns,
            out,
            to);
      }
      for (; j < inner; j++) {
        axpy(left[at + j], right, j * columns, columns, out, to);
      }
    }
  }

  /** out[rows, columns] += leftᵀ right of left[n, rows] and right[n, columns]. */
  static void addTransposed(
      double[] left, double[] right, double[] out, int n, int rows, int columns) {
    int b = 0;
    for (; b + 3 < n; b += 4) {
      for (int row = 0; row < rows; row++) {
        axpy4(
            left[b * rows + row],
            left[(b + 1) * rows + row],
            left[(b + 2) * rows + row],
            left[(b + 3) * rows + row],
            right,
            b * columns,
            columns,
            out,
            row * columns);
      }
    }
    for (; b < n; b++) {
      for (int row = 0; row < rows; row++) {
        axpy(left[b * rows + row], right, b * columns, columns, out, row * columns);
      }
    }
  }

  private static void axpy(double a, double[] x, int from, int length, double[] y, int to) {
    for (int i = 0; i < length; i++) {
      y[to + i] += a * x[from + i];
    }
  }

  private static void axpy4(
      double a,
      double b,
      double c,
      double d,
      double[] x,
      int from,
      int length,
      double[] y,
      int to) {
    int second = from + length;
    int third = second + length;
    int fourth = third + length;
    for (int i = 0; i < length; i++) {
      y[to + i] += a * x[from + i] + b * x[second + i] + c * x[third + i] + d * x[fourth + i];
    }
  }
}

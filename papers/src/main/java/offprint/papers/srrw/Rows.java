package offprint.papers.srrw;

/**
 * The data as numbers.
 *
 * @param input one row after another [rows, width]
 * @param label [rows, outputs]
 * @param start where the rows of each node begin [nodes + 1]
 */
record Rows(int width, double[] input, double[] label, int[] start) {
  int first(int node) {
    return start[node];
  }

  int count(int node) {
    return start[node + 1] - start[node];
  }

  /** theta (from {@code at}) times the input of a row; four partial sums. */
  double dot(double[] theta, int at, int row) {
    int x = row * width;
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int k = 0;
    for (; k + 3 < width; k += 4) {
      a += theta[at + k] * input[x + k];
      b += theta[at + k + 1] * input[x + k + 1];
      c += theta[at + k + 2] * input[x + k + 2];
      d += theta[at + k + 3] * input[x + k + 3];
    }
    for (; k < width; k++) {
      a += theta[at + k] * input[x + k];
    }
    return a + b + (c + d);
  }

  /** out (from {@code at}) += scale times the input of a row. */
  void add(double scale, int row, double[] out, int at) {
    int x = row * width;
    for (int k = 0; k < width; k++) {
      out[at + k] += scale * input[x + k];
    }
  }
}

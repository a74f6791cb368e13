package offprint.papers.matrixnuclearnorm;

/**
 * Hidden states of a text, or any table, with column means subtracted and rows of length 1.
 *
 * @param rows N
 * @param columns d
 * @param values X, [N × d]
 * @param zeroRows rows equal to the mean: they stay 0
 */
record StateMatrix(int rows, int columns, double[] values, int zeroRows) {
  /** Rows this much shorter than the longest count as equal to the mean. */
  private static final double ZERO = 1e-12;

  /**
   * @param raw R, [N × d]; overwritten
   * @param name of the text or file, for messages
   * @throws IllegalArgumentException if there are fewer than 2 rows, if a value is not finite, or
   *     if all rows are equal
   */
  static StateMatrix of(double[] raw, int rows, int columns, String name) {
    if (rows < 2) {
      throw new IllegalArgumentException("%s has %d rows, needs at least 2".formatted(name, rows));
    }
    double[] mean = new double[columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        mean[j] += raw[i * columns + j];
      }
    }
    for (int j = 0; j < columns; j++) {
      mean[j] /= rows;
      if (!Double.isFinite(mean[j])) {
        throw notFinite(raw, columns, j, name);
      }
    }
    double[] lengths = new double[rows];
    double longest = 0;
    double largest = 0;
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        largest = Math.max(largest, Math.abs(mean[j]));
        double x = raw[i * columns + j] -= mean[j];
        sum += x * x;
      }
      lengths[i] = Math.sqrt(sum);
      longest = Math.max(longest, lengths[i]);
    }
    if (longest <= ZERO * largest) {
      throw new IllegalArgumentException(
          "%s has no variation: every centred row is zero".formatted(name));
    }
    int zeros = 0;
    for (int i = 0; i < rows; i++) {
      boolean zero = lengths[i] <= ZERO * longest;
      zeros += zero ? 1 : 0;
      double factor = zero ? 0 : 1 / lengths[i];
      for (int j = 0; j < columns; j++) {
        raw[i * columns + j] *= factor;
      }
    }
    return new StateMatrix(rows, columns, raw, zeros);
  }

  private static IllegalArgumentException notFinite(
      double[] raw, int columns, int column, String name) {
    int row = 0;
    while (Double.isFinite(raw[row * columns + column])) {
      row++;
    }
    return new IllegalArgumentException(
        "%s: row %d, column %d must be a finite number: got %s"
            .formatted(name, row + 1, column + 1, raw[row * columns + column]));
  }

  /** c_j, [d]. */
  double[] columnNorms() {
    double[] norms = new double[columns];
    for (int i = 0; i < rows; i++) {
      int from = i * columns;
      for (int j = 0; j < columns; j++) {
        double x = values[from + j];
        norms[j] += x * x;
      }
    }
    for (int j = 0; j < columns; j++) {
      norms[j] = Math.sqrt(norms[j]);
    }
    return norms;
  }
}

package offprint.server.reader;

/**
 * A paper as the regression sees it.
 *
 * @param dense [d], may be all zero
 * @param index places of the entries that are not zero in the sparse part, which follows the dense
 * @param value the entries
 */
record Features(float[] dense, int[] index, float[] value) {

  /** The product with {@code w}: [at least d + the size of the sparse part]. */
  double dot(double[] w) {
    double sum = 0;
    for (int j = 0; j < dense.length; j++) {
      sum += w[j] * dense[j];
    }
    for (int k = 0; k < index.length; k++) {
      sum += w[dense.length + index[k]] * value[k];
    }
    return sum;
  }

  /** Adds {@code factor} times this to {@code sum}. */
  void addTo(double[] sum, double factor) {
    for (int j = 0; j < dense.length; j++) {
      sum[j] += factor * dense[j];
    }
    for (int k = 0; k < index.length; k++) {
      sum[dense.length + index[k]] += factor * value[k];
    }
  }
}

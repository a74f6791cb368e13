package offprint.server.reader;

/**
 * Feature vector of a paper, dense and sparse.
 *
 * @param dense [d], may be all zero
 * @param index positions of the nonzero entries of the sparse part, which follows the dense part
 * @param value the nonzero entries
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

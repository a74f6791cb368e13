package offprint.papers.funbat;

/**
 * First and second moments of the functions of each mode at its indices.
 *
 * @param mean E[u] [K][n, R]
 * @param second E[u u'] as pairs [K][n, S]
 */
record Tables(double[][] mean, double[][] second) {
  static Tables of(Factor[] factors) {
    double[][] mean = new double[factors.length][];
    double[][] second = new double[factors.length][];
    for (int k = 0; k < factors.length; k++) {
      mean[k] = factors[k].mean();
      second[k] = factors[k].second();
    }
    return new Tables(mean, second);
  }
}

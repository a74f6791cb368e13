package offprint.papers.funbat;

/**
 * What the rows say about one mode's functions at each of its indices, for noise precision 1: sums
 * of E[a a'] and y E[a], where y = a'u + noise.
 *
 * @param second as pairs [n, S]
 * @param first [n, R]
 */
record Messages(double[] second, double[] first) {
  /** E sum of (a'u)^2 - 2 y a'u over all rows, for these moments of u. */
  double squares(double[] mean, double[] secondMoments, int rank) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum -= 2 * first[i] * mean[i];
    }
    int pairs = rank * (rank + 1) / 2;
    for (int i = 0; i < second.length; i += pairs) {
      for (int r = 0, pair = i; r < rank; r++) {
        for (int s = r; s < rank; s++, pair++) {
          sum += (r == s ? 1 : 2) * second[pair] * secondMoments[pair];
        }
      }
    }
    return sum;
  }
}

package offprint.papers.spatiotemporalentropy;

import java.util.List;

/**
 * How much each channel of the same place says about the magnitude of another: weights that fall
 * with the distance of their frequencies, each row adding up to 1. Row c, column d.
 *
 * @param near earlier channels of the same plane, e^(−1.2 distance)
 * @param wide the same, e^(−0.35 distance)
 * @param cross channels of the planes before, e^(−1.2 distance)
 * @param all channels of the same plane, e^(−0.9 distance)
 */
record Neighbours(float[][] near, float[][] wide, float[][] cross, float[][] all) {
  private interface Applies {
    boolean test(int c, int d, Frequencies.Frequency a, Frequencies.Frequency b);
  }

  static Neighbours of(Frequencies frequencies) {
    List<Frequencies.Frequency> list = frequencies.list();
    Applies earlier = (c, d, a, b) -> d < c && a.plane() == b.plane();
    return new Neighbours(
        weights(list, 1.2, earlier),
        weights(list, 0.35, earlier),
        weights(list, 1.2, (_, _, a, b) -> b.plane() < a.plane()),
        weights(list, 0.9, (_, _, a, b) -> a.plane() == b.plane()));
  }

  private static float[][] weights(List<Frequencies.Frequency> list, double fall, Applies applies) {
    int n = list.size();
    float[][] rows = new float[n][n];
    for (int c = 0; c < n; c++) {
      double[] row = new double[n];
      double sum = 0;
      for (int d = 0; d < n; d++) {
        if (applies.test(c, d, list.get(c), list.get(d))) {
          row[d] = StrictMath.exp(-fall * list.get(c).distance(list.get(d)));
          sum += row[d];
        }
      }
      for (int d = 0; d < n && sum > 0; d++) {
        rows[c][d] = (float) (row[d] / sum);
      }
    }
    return rows;
  }
}

package offprint.papers.perfectreconstruction;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.kernels.lattice.Partition;

/**
 * Rows held out of the search, to test the found keys on new rows.
 *
 * @param training rows to search in, ascending
 * @param test rows kept out, ascending
 */
record Holdout(List<Integer> training, List<Integer> test) {

  /**
   * Holds out a random share of the rows.
   *
   * @throws IllegalArgumentException if fewer than two rows remain to search in
   */
  static Holdout of(int rows, double share, RandomGenerator random) {
    int[] order = IntStream.range(0, rows).toArray();
    int kept = (int) Math.round(rows * share);
    if (kept > 0 && rows - kept < 2) {
      throw new IllegalArgumentException(
          "holdout must leave at least 2 of %d rows: got %s".formatted(rows, share));
    }
    for (int i = 0; i < kept; i++) {
      int j = i + random.nextInt(rows - i);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return new Holdout(sorted(order, kept, rows), sorted(order, 0, kept));
  }

  private static List<Integer> sorted(int[] order, int from, int to) {
    return Arrays.stream(order, from, to).sorted().boxed().toList();
  }

  static int[] array(List<Integer> rows) {
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The result of a set of columns on the held-out rows.
   *
   * @param seen share of them whose tuple occurs in the training rows; NaN without such rows
   * @param accuracy share of the seen ones whose target is the most frequent one in training; NaN
   *     if none is seen
   */
  record Score(double seen, double accuracy) {}

  Score score(List<Column> key, Column target) {
    if (test.isEmpty()) {
      return new Score(Double.NaN, Double.NaN);
    }
    Partition tuples = Partition.constant(target.partition().states());
    for (Column column : key) {
      tuples = tuples.join(column.partition());
    }
    TargetCounts counts = TargetCounts.of(tuples, target.partition(), array(training));
    int seen = 0;
    int right = 0;
    for (int row : test) {
      int tuple = tuples.block(row);
      if (counts.rows(tuple) > 0) {
        seen++;
        right += counts.best(tuple) == target.partition().block(row) ? 1 : 0;
      }
    }
    return new Score((double) seen / test.size(), seen == 0 ? Double.NaN : (double) right / seen);
  }
}

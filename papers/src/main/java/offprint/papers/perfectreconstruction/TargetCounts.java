package offprint.papers.perfectreconstruction;

import java.util.Arrays;
import java.util.stream.IntStream;
import offprint.kernels.lattice.Partition;

/** For each tuple of a key: its rows, and the target's value that most of them have. */
final class TargetCounts {
  private final int[] rows;
  private final int[] best;
  private final int[] agree;

  private TargetCounts(int tuples) {
    rows = new int[tuples];
    best = new int[tuples];
    agree = new int[tuples];
    Arrays.fill(best, -1);
  }

  /** Counts all rows. */
  static TargetCounts of(Partition tuples, Partition target) {
    return of(tuples, target, IntStream.range(0, tuples.states()).toArray());
  }

  /** Counts some of the rows. O(rows). */
  static TargetCounts of(Partition tuples, Partition target, int[] rows) {
    Partition pairs = tuples.join(target);
    int[] count = new int[pairs.blocks()];
    int[] value = new int[pairs.blocks()];
    int[] tuple = new int[pairs.blocks()];
    TargetCounts counts = new TargetCounts(tuples.blocks());
    for (int row : rows) {
      int pair = pairs.block(row);
      count[pair]++;
      value[pair] = target.block(row);
      tuple[pair] = tuples.block(row);
      counts.rows[tuple[pair]]++;
    }
    for (int pair = 0; pair < count.length; pair++) {
      if (count[pair] > 0) {
        counts.offer(tuple[pair], value[pair], count[pair]);
      }
    }
    return counts;
  }

  private void offer(int tuple, int value, int count) {
    if (count > agree[tuple]) {
      agree[tuple] = count;
      best[tuple] = value;
    }
  }

  /** Rows counted with a tuple. */
  int rows(int tuple) {
    return rows[tuple];
  }

  /** The tuple's most frequent value, of several the first to occur with it; -1 without rows. */
  int best(int tuple) {
    return best[tuple];
  }

  /** Rows of the tuple that have that value. */
  int agree(int tuple) {
    return agree[tuple];
  }
}

package offprint.papers.srrw;

import java.util.Arrays;

/** Numbers of hops at which an experiment looks, equally spaced in their logarithm. */
final class Checkpoints {
  private static final int COUNT = 24;

  private Checkpoints() {}

  /** Ascending, the last is {@code hops}; three decades or as many as there are. */
  static long[] upTo(long hops) {
    double first = Math.max(1, hops / 1000.0);
    long[] at = new long[COUNT];
    for (int c = 0; c < COUNT; c++) {
      at[c] = Math.round(first * Math.pow(hops / first, c / (COUNT - 1.0)));
    }
    at[COUNT - 1] = hops;
    return Arrays.stream(at).distinct().toArray();
  }
}

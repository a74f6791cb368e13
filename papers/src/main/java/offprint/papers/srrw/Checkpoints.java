package offprint.papers.srrw;

import java.util.Arrays;

/** Numbers of hops at which an experiment is measured, equally spaced in their logarithm. */
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

  /** The first of them from which {@code error} stays below {@code other}; -1 if none. */
  static long crossover(long[] checkpoints, double[] error, double[] other) {
    int c = checkpoints.length;
    while (c > 0 && error[c - 1] < other[c - 1]) {
      c--;
    }
    return c == checkpoints.length ? -1 : checkpoints[c];
  }

  /** The last value over the one at about a tenth of the hops. */
  static double overTenth(long[] checkpoints, double[] values) {
    int last = checkpoints.length - 1;
    int tenth = 0;
    while (checkpoints[tenth] < checkpoints[last] / 10) {
      tenth++;
    }
    return values[last] / values[tenth];
  }
}

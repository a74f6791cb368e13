package offprint.papers.mecb;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import offprint.kernels.information.InformationUnit;
import offprint.method.Chart;

/** Methods that find an encoder T = g(X) with H(T) at most the rate. */
enum Compressor {
  /** The paper's algorithm 1. */
  GREEDY,
  /** Algorithm 1, then the best single merge at its last step, then moves and swaps. */
  REFINED,
  /** Equal bins and a smaller one that uses up the rate, in the order of the symbols. */
  BALANCED,
  /** Largest mass first into the lightest of floor(2^R) bins. */
  LPT,
  /** floor(2^R) bins of equal mass in the order of the symbols: the naive baseline. */
  UNIFORM,
  /** The best of all partitions, at most 12 symbols. */
  EXACT;

  /** A rate is met up to this relative rounding error. */
  private static final double ROUNDING = 1e-12;

  /**
   * @param p law of X [symbols], positive
   * @throws IllegalArgumentException if the rate is negative or NaN, or for EXACT there are more
   *     than 12 symbols
   */
  Code compress(double[] p, double rateBits) {
    if (!(rateBits >= 0)) {
      throw new IllegalArgumentException("rate must be at least 0: got " + rateBits);
    }
    return switch (this) {
      case GREEDY -> GreedyCompression.of(p, rateBits).code();
      case REFINED -> RefinedCompression.compress(p, rateBits);
      case BALANCED -> Bins.balanced(p, rateBits);
      case LPT -> Bins.longestFirst(p, rateBits);
      case UNIFORM -> Bins.uniform(p, rateBits);
      case EXACT -> ExactCompression.compress(p, rateBits);
    };
  }

  /** The information kept at each of these rates, as a step curve. */
  Chart.Series steps(double[] p, double[] rateBits, InformationUnit unit, Runnable onRate) {
    double[] kept = new double[rateBits.length];
    for (int i = 0; i < kept.length; i++) {
      onRate.run();
      kept[i] = unit.of(compress(p, rateBits[i]).entropyBits());
    }
    return Chart.Series.step(label(), Arrays.stream(rateBits).map(unit::of).toArray(), kept);
  }

  /** Rates from 0 to {@code top}, evenly. */
  static double[] rates(double top, int count) {
    return IntStream.range(0, count).mapToDouble(i -> top * i / (count - 1)).toArray();
  }

  /** Its name in parameters and tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True if it is fast enough to run for comparison. */
  boolean isQuick(int symbols) {
    return switch (this) {
      case EXACT -> symbols <= 10;
      case REFINED -> symbols <= 200_000;
      default -> true;
    };
  }

  /**
   * @throws IllegalArgumentException if the method cannot compress a belief in so many messages
   */
  void requireMessages(int messages) {
    if (this == EXACT && messages > ExactCompression.MOST_SYMBOLS) {
      throw new IllegalArgumentException(
          "method exact takes at most 12 messages (2.7e7 partitions at 13): got " + messages);
    }
  }

  /** The largest entropy that counts as within the rate. */
  static double limit(double rateBits) {
    return rateBits * (1 + ROUNDING);
  }
}

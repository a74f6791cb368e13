package offprint.papers.mecb;

import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.GreedyCoupling;

/** Methods that find a coupling of small joint entropy. */
enum Coupler {
  /** Max-seeking greedy: the largest remaining masses together. */
  MAX,
  /** Zero-seeking greedy: the most nearly equal remaining masses together. */
  ZERO,
  /** Successive linear programs from a perturbed product: the slow baseline. */
  SLA,
  /** The best vertex of the transport polytope, at most 4 x 4. */
  EXACT;

  /**
   * @param random used by SLA only
   * @param onStep told the number of each long step; may throw to stop
   */
  Coupling couple(double[] p, double[] q, RandomGenerator random, IntConsumer onStep) {
    return switch (this) {
      case MAX -> GreedyCoupling.of(p, q);
      case ZERO -> ZeroSeekingCoupling.of(p, q, onStep);
      case SLA -> LinearisedCoupling.of(p, q, random, onStep);
      case EXACT -> ExactCoupling.of(p, q);
    };
  }

  /** Its name in parameters and tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True if it is fast enough to run for comparison. */
  boolean isQuick(int n, int m) {
    return switch (this) {
      case MAX -> true;
      case ZERO -> Math.max(n, m) <= 2500;
      case SLA -> (long) n * m <= 900;
      case EXACT -> Math.max(n, m) <= ExactCoupling.MOST_SYMBOLS;
    };
  }
}

package offprint.papers.fimmjp;

import offprint.kernels.special.ErrorFunction;

/** How wide a band of a normal law is. */
final class Band {
  /** Standard deviations to either side that hold 90 %. */
  static final double DEVIATIONS_90 = 1.6448536269514722;

  private Band() {}

  /** Standard deviations to either side that hold a share, by bisection. */
  static double deviations(double share) {
    double low = 0;
    double high = 10;
    for (int step = 0; step < 60; step++) {
      double middle = 0.5 * (low + high);
      if (1 - ErrorFunction.erfc(middle / Math.sqrt(2)) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

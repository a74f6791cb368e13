package offprint.papers.mecb;

import static offprint.kernels.information.Entropy.binaryBits;
import static offprint.kernels.information.Entropy.log2;

import java.util.PriorityQueue;
import offprint.kernels.information.DescendingOrder;

/** Codes of about equally heavy blocks. */
final class Bins {
  private static final double LARGEST_EXPONENT = 30;

  private Bins() {}

  /** floor(2^R), never more than there are symbols. */
  private static int count(double[] p, double rateBits) {
    double bins = StrictMath.pow(2, Math.min(rateBits, LARGEST_EXPONENT));
    return (int) Math.min(p.length, Math.floor(bins + 1e-9));
  }

  /**
   * Algorithm 5 as we read it: symbol x goes to bin floor(M c), M = floor(2^R), where c is the
   * cumulative mass at the middle of x.
   */
  static Code uniform(double[] p, double rateBits) {
    return inOrder(p, count(p, rateBits), 0);
  }

  /**
   * M = floor(2^R) equal bins, and a last one of mass s with h(s) + (1 - s) log2 M = R. Where the
   * grain of the masses makes that exceed R, s shrinks until it fits.
   */
  static Code balanced(double[] p, double rateBits) {
    int bins = count(p, rateBits);
    double limit = Compressor.limit(rateBits);
    double low = 0;
    double high = 1.0 / (bins + 1);
    for (int i = 0; i < 60; i++) {
      double s = (low + high) / 2;
      boolean fits = binaryBits(s) + (1 - s) * log2(bins) <= rateBits;
      low = fits ? s : low;
      high = fits ? high : s;
    }
    Code equal = inOrder(p, bins, 0);
    for (double s = low; s > 1e-6; s *= 0.8) {
      Code code = inOrder(p, bins, s);
      if (code.entropyBits() <= limit) {
        return RefinedCompression.better(equal, code);
      }
    }
    return equal;
  }

  private static Code inOrder(double[] p, int bins, double last) {
    int[] label = new int[p.length];
    double before = 0;
    for (int x = 0; x < p.length; x++) {
      double middle = (before + p[x] / 2) / (1 - last);
      label[x] =
          middle >= 1 && last > 0 ? bins : (int) Math.min(bins - 1, Math.floor(bins * middle));
      before += p[x];
    }
    return Code.of(p, label);
  }

  /**
   * Longest processing time first: symbols by falling mass, each into the lightest of floor(2^R)
   * bins, ties to the lower bin.
   */
  static Code longestFirst(double[] p, double rateBits) {
    int bins = count(p, rateBits);
    double[] load = new double[bins];
    PriorityQueue<Integer> lightest =
        new PriorityQueue<>(
            (a, b) -> load[a] != load[b] ? Double.compare(load[a], load[b]) : a - b);
    for (int bin = 0; bin < bins; bin++) {
      lightest.add(bin);
    }
    int[] label = new int[p.length];
    for (int x : DescendingOrder.of(p)) {
      int bin = lightest.remove();
      label[x] = bin;
      load[bin] += p[x];
      lightest.add(bin);
    }
    return Code.of(p, label);
  }
}

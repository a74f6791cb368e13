package offprint.papers.mecb;

import offprint.kernels.combinatorics.SetPartitions;
import offprint.kernels.information.Entropy;

/** The deterministic map of largest H(T) within the rate, by trying every partition. */
final class ExactCompression {
  static final int MOST_SYMBOLS = 12;

  private ExactCompression() {}

  /**
   * @throws IllegalArgumentException if there are more than 12 symbols
   */
  static Code compress(double[] p, double rateBits) {
    if (p.length > MOST_SYMBOLS) {
      throw new IllegalArgumentException(
          "method exact takes at most 12 symbols (2.7e7 partitions at n = 13): got " + p.length);
    }
    double limit = Compressor.limit(rateBits);
    double[] term = terms(p);
    double[] best = {-1};
    Code[] code = {Code.constant(p)};
    SetPartitions.forEach(
        p.length,
        (block, count) -> {
          double entropy = 0;
          for (int k = 0; k < count; k++) {
            entropy += term[block[k]];
          }
          if (entropy > best[0] && entropy <= limit) {
            best[0] = entropy;
            code[0] = Code.ofMasks(p, block, count);
          }
        });
    return code[0];
  }

  /** -m log2 m of the mass of every subset of symbols, by bit mask. */
  static double[] terms(double[] p) {
    double[] term = new double[1 << p.length];
    for (int mask = 1; mask < term.length; mask++) {
      double mass = 0;
      for (int x = 0; x < p.length; x++) {
        mass += (mask >> x & 1) * p[x];
      }
      term[mask] = Entropy.termBits(mass);
    }
    return term;
  }
}

package offprint.kernels.coding;

/**
 * Values beyond a table, as an Elias-gamma-like code of their excess e: 2 (v − high − 1) above, 2
 * (low − v − 1) + 1 below; then the bit length n of e + 1, less 1, in 5 raw bits, then the low n
 * bits of e + 1 in chunks of at most 15, the low chunk first.
 */
final class Escape {
  static final int LENGTH_BITS = 5;
  static final int MOST_BITS = 24;
  static final int CHUNK_BITS = 15;

  private Escape() {}

  static long excess(FrequencyTable table, int value) {
    return value > table.high()
        ? 2 * ((long) value - table.high() - 1)
        : 2 * ((long) table.low() - value - 1) + 1;
  }

  static int value(FrequencyTable table, long excess) {
    long half = excess >> 1;
    return (int) ((excess & 1) == 0 ? table.high() + 1 + half : table.low() - 1 - half);
  }

  /** Raw bits after the length. */
  static int extraBits(long excess) {
    return 63 - Long.numberOfLeadingZeros(excess + 1);
  }
}

package offprint.papers.mecb;

/** Rules that several parameter records share. */
final class Rules {
  private Rules() {}

  static void maxCodes(int maxCodes) {
    if (maxCodes == 1) {
      throw new IllegalArgumentException("maxCodes must be 0 or at least 2: got 1");
    }
  }

  /** A running belief has as many symbols as there are messages. */
  static void compressor(Compressor method, int messages) {
    if (method == Compressor.EXACT && messages > ExactCompression.MOST_SYMBOLS) {
      throw new IllegalArgumentException(
          "method exact takes at most 12 messages (2.7e7 partitions at 13): got " + messages);
    }
  }

  /** A link must be able to carry a block. */
  static void link(double rate, Compressor method, int blockBits) {
    boolean bins = method == Compressor.UNIFORM || method == Compressor.LPT;
    if (bins && rate < 1) {
      throw new IllegalArgumentException(
          "rate must be at least 1 for method %s, which has floor(2^rate) bins: got %s"
              .formatted(method.label(), rate));
    }
    compressor(method, 1 << blockBits);
  }
}

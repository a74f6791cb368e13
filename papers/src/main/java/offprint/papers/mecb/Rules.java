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
}

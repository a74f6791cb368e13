package offprint.papers.timemixer;

import offprint.kernels.torch.NativeMemory;

/** What a network costs, before it is built. */
final class Cost {
  /** Work of one uninterrupted pass: some tenths of a second on one core. */
  private static final double PASS_FLOP = 6e9;

  /** A single window beyond this would keep a stop waiting. */
  private static final double MOST_WINDOW_FLOP = 6e10;

  private static final double BYTES_PER_PARAMETER = 60;

  private Cost() {}

  /** Operations of one window forward, and backward as well where it is trained. */
  static double flop(Architecture a, boolean training) {
    return 2 * a.multiplyAdds() * (training ? 3 : 1);
  }

  static int windowsAtOnce(Architecture a, boolean training) {
    double byWork = PASS_FLOP / flop(a, training);
    double byMemory = NativeMemory.budgetBytes() / 8.0 / a.bytes();
    return (int) Math.clamp(Math.min(byWork, byMemory), 1, 1 << 16);
  }

  private static double parameters(Architecture a) {
    double time = 0;
    for (int m = 0; m < a.scales(); m++) {
      double fine = a.length(m);
      double coarse = a.length(m + 1);
      time += 2 * fine * coarse + coarse * coarse + fine * fine;
    }
    double average = (double) a.lookback() * a.lookback();
    return a.blocks() * (time + 2.0 * a.dModel() * a.dFf())
        + (double) a.totalLength() * a.horizon() * (a.channelIndependent() ? 1 : 2)
        + 2 * average;
  }

  /**
   * @throws IllegalArgumentException if the network is too large for this machine; the message has
   *     the number and the parameters to lower
   */
  static void require(Architecture a) {
    double bytes = a.bytes() + parameters(a) * BYTES_PER_PARAMETER;
    String lower = "lower lookback, horizon, blocks, dModel or dFf, or raise scales";
    if (bytes > NativeMemory.budgetBytes()) {
      throw new IllegalArgumentException(
          "the network needs about %.1f GB and %.1f GB may be used: %s"
              .formatted(bytes / 1e9, NativeMemory.budgetBytes() / 1e9, lower));
    }
    double flop = flop(a, true);
    if (flop > MOST_WINDOW_FLOP) {
      throw new IllegalArgumentException(
          "one window takes %.0f billion operations and may take %.0f: %s"
              .formatted(flop / 1e9, MOST_WINDOW_FLOP / 1e9, lower));
    }
  }
}

package offprint.papers.timemixer;

import offprint.kernels.torch.NativeMemory;

/** Time and memory of a network, estimated before it is built. */
record Cost(Design design, int channels) {
  /** Work of one uninterrupted pass: some tenths of a second on one core. */
  private static final double PASS_FLOP = 6e9;

  /** A single window beyond this would keep a stop waiting. */
  private static final double MOST_WINDOW_FLOP = 6e10;

  private static final double BYTES_PER_PARAMETER = 60;

  int windowsAtOnce(boolean training) {
    double byWork = PASS_FLOP / flop(training);
    double byMemory = NativeMemory.budgetBytes() / 8.0 / bytes();
    return (int) Math.clamp(Math.min(byWork, byMemory), 1, 1 << 16);
  }

  /**
   * @throws IllegalArgumentException if the network is too large for this machine; the message has
   *     the number and the parameters to lower
   */
  void require() {
    double bytes = bytes() + parameters() * BYTES_PER_PARAMETER;
    String lower = "lower lookback, horizon, blocks, dModel or dFf, or raise scales";
    if (bytes > NativeMemory.budgetBytes()) {
      throw new IllegalArgumentException(
          "the network needs about %.1f GB and %.1f GB may be used: %s"
              .formatted(bytes / 1e9, NativeMemory.budgetBytes() / 1e9, lower));
    }
    if (flop(true) > MOST_WINDOW_FLOP) {
      throw new IllegalArgumentException(
          "one window takes %.0f billion operations and may take %.0f: %s"
              .formatted(flop(true) / 1e9, MOST_WINDOW_FLOP / 1e9, lower));
    }
  }

  /** Operations of one window forward, and backward as well where it is trained. */
  private double flop(boolean training) {
    double average = 0;
    for (int m = 0; m <= design.scales(); m++) {
      average += (double) design.length(m) * design.length(m);
    }
    int length = totalLength();
    double feature = 2.0 * design.dFf() * length * (design.channelIndependent() ? 1 : 2);
    double predict =
        (double) design.sampleChannels(channels) * length * (design.dModel() + design.horizon());
    double trend =
        design.channelIndependent() ? 0 : channels * (average + (double) length * design.horizon());
    double block = design.dModel() * (alongTime() + average + feature);
    return 2 * samples() * (design.blocks() * block + predict + trend) * (training ? 3 : 1);
  }

  /** Bytes of a forward pass over one window, kept until its backward pass is done. */
  private double bytes() {
    double perBlock = 10.0 * design.dModel() + 5.0 * design.dFf();
    return 4.0 * samples() * totalLength() * (design.blocks() * perBlock + 8.0 * design.dModel())
        + 4.0 * channels * (design.scales() + 3.0) * (design.lookback() + 2.0 * design.horizon());
  }

  private double parameters() {
    return design.blocks() * (alongTime() + 2.0 * design.dModel() * design.dFf())
        + (double) totalLength() * design.horizon() * (design.channelIndependent() ? 1 : 2)
        + 2.0 * design.lookback() * design.lookback();
  }

  /** Weights of the maps along time in one block. */
  private double alongTime() {
    double sum = 0;
    for (int m = 0; m < design.scales(); m++) {
      double fine = design.length(m);
      double coarse = design.length(m + 1);
      sum += 2 * fine * coarse + coarse * coarse + fine * fine;
    }
    return sum;
  }

  private int totalLength() {
    int sum = 0;
    for (int m = 0; m <= design.scales(); m++) {
      sum += design.length(m);
    }
    return sum;
  }

  private int samples() {
    return design.channelIndependent() ? channels : 1;
  }
}

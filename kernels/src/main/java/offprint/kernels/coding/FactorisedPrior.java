package offprint.kernels.coding;

import java.util.List;

/**
 * A density over integers that is learned for each channel by itself, as the increasing map of a
 * tiny network from the value to the logit of its distribution function: four layers of widths 1,
 * 3, 3, 3, 1, x ← softplus(M) x + b and, but for the last, x ← x + tanh(a) ∘ tanh(x).
 *
 * @param matrices four, each [channels, out, in]
 * @param biases four, each [channels, out]
 * @param factors three, each [channels, out]
 */
public record FactorisedPrior(
    int channels, double[][] matrices, double[][] biases, double[][] factors) {
  /** Widths of the layers, input first. */
  public static final List<Integer> WIDTHS = List.of(1, 3, 3, 3, 1);

  private static final double TAIL = 0x1p-17;
  private static final int MOST_VALUE = 127;

  public FactorisedPrior {
    for (int layer = 0; layer < 4; layer++) {
      require(
          "matrix", layer, matrices[layer], channels * WIDTHS.get(layer) * WIDTHS.get(layer + 1));
      require("bias", layer, biases[layer], channels * WIDTHS.get(layer + 1));
      if (layer < 3) {
        require("factor", layer, factors[layer], channels * WIDTHS.get(layer + 1));
      }
    }
  }

  private static void require(String name, int layer, double[] values, int length) {
    if (values.length != length) {
      throw new IllegalArgumentException(
          "%s %d of the prior must have %d numbers: got %d"
              .formatted(name, layer, length, values.length));
    }
  }

  /** The logit of P(value of this channel ≤ x). */
  public double logit(int channel, double x) {
    double[] at = {x};
    for (int layer = 0; layer < 4; layer++) {
      int in = WIDTHS.get(layer);
      int out = WIDTHS.get(layer + 1);
      double[] next = new double[out];
      for (int o = 0; o < out; o++) {
        int row = channel * out + o;
        double sum = biases[layer][row];
        for (int i = 0; i < in; i++) {
          sum += softplus(matrices[layer][row * in + i]) * at[i];
        }
        next[o] =
            layer < 3 ? sum + StrictMath.tanh(factors[layer][row]) * StrictMath.tanh(sum) : sum;
      }
      at = next;
    }
    return at[0];
  }

  private static double softplus(double x) {
    return x > 30 ? x : StrictMath.log1p(StrictMath.exp(x));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** −log2 of the mass of [value − ½, value + ½], in bits; the mass is at least 1e-9. */
  public double bits(int channel, double value) {
    double below = logit(channel, value - 0.5);
    double above = logit(channel, value + 0.5);
    double sign = below + above > 0 ? -1 : 1; // the tail that is not rounded to 1
    double mass = Math.abs(sigmoid(sign * above) - sigmoid(sign * below));
    return -StrictMath.log(Math.max(mass, 1e-9)) / StrictMath.log(2);
  }

  /**
   * The table of a channel: the values between the tails of 2^-17, at most −127 … 127.
   *
   * @throws ArithmeticException if the density is not that of a distribution, as after a failed
   *     training
   */
  public FrequencyTable table(int channel) {
    int low = -MOST_VALUE;
    while (low < MOST_VALUE && sigmoid(logit(channel, low + 0.5)) <= TAIL) {
      low++;
    }
    int high = MOST_VALUE;
    while (high > low && sigmoid(-logit(channel, high - 0.5)) <= TAIL) {
      high--;
    }
    double[] below = new double[high - low + 2];
    double first = sigmoid(logit(channel, low - 0.5));
    for (int j = 0; j < below.length; j++) {
      below[j] = sigmoid(logit(channel, low + j - 0.5)) - first;
      if (!(below[j] >= 0)) {
        throw new ArithmeticException(
            "the prior of channel %d has the mass %s below %d"
                .formatted(channel, below[j], low + j));
      }
    }
    return FrequencyTable.of(low, below);
  }
}

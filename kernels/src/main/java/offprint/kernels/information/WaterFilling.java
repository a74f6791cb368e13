package offprint.kernels.information;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Shares of power among independent Gaussian channels, maximising ½ Σ ln(1 + g_i p_i) + γ S(p/P)
 * under Σ p = P, where S is the entropy of the shares in nats.
 */
public final class WaterFilling {
  private static final int HALVINGS = 100;

  private final double[] gains;
  private final double total;

  /**
   * @param gains g_i above 0
   * @param total P above 0
   * @throws IllegalArgumentException if a number is not finite and above 0, naming it
   */
  public WaterFilling(double[] gains, double total) {
    for (int i = 0; i < gains.length; i++) {
      if (!(gains[i] > 0 && gains[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "gain %d must be finite and above 0: got %s".formatted(i + 1, gains[i]));
      }
    }
    if (gains.length == 0 || !(total > 0 && total < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "there must be a gain, and the power must be finite and above 0: got %d and %s"
              .formatted(gains.length, total));
    }
    this.gains = gains.clone();
    this.total = total;
  }

  /**
   * The powers p_i.
   *
   * @param gamma weight of the entropy; 0 gives the classical p_i = max(0, v - 1/g_i)
   * @throws IllegalArgumentException if gamma is below 0
   */
  public double[] powers(double gamma) {
    if (!(gamma >= 0)) {
      throw new IllegalArgumentException("gamma must be at least 0: got " + gamma);
    }
    double[] powers = gamma == 0 ? classical() : withEntropy(gamma);
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(p -> p * total / sum).toArray();
  }

  /** Fills the channels of the greatest gains up to one level v. */
  private double[] classical() {
    int[] order =
        IntStream.range(0, gains.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -gains[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double floor = 0;
    double level = 0;
    for (int used = 0; used < order.length; used++) {
      double bottom = 1 / gains[order[used]];
      if (used > 0 && bottom >= level) {
        break;
      }
      floor += bottom;
      level = (total + floor) / (used + 1);
    }
    double v = level;
    return Arrays.stream(gains).map(g -> Math.max(0, v - 1 / g)).toArray();
  }

  /** Halves the bracket of the multiplier μ: every p_i falls as μ rises. */
  private double[] withEntropy(double gamma) {
    double even = total / gains.length;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double gain : gains) {
      double slope = slope(gain, Math.log(even / total), gamma);
      low = Math.min(low, slope);
      high = Math.max(high, slope);
    }
    double[] powers = new double[gains.length];
    for (int i = 0; i < HALVINGS; i++) {
      double mu = 0.5 * (low + high);
      double sum = 0;
      for (int c = 0; c < gains.length; c++) {
        powers[c] = power(gains[c], mu, gamma);
        sum += powers[c];
      }
      if (sum > total) {
        low = mu;
      } else {
        high = mu;
      }
    }
    return powers;
  }

  /** The p in (0, P] with slope μ, by halving log(p/P): the slope falls with p. */
  private double power(double gain, double mu, double gamma) {
    double low = -745;
    double high = 0;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = 0.5 * (low + high);
      if (slope(gain, middle, gamma) > mu) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return total * Math.exp(0.5 * (low + high));
  }

  /** g / (2 (1 + g p)) - (γ/P) (log(p/P) + 1). */
  private double slope(double gain, double logShare, double gamma) {
    double power = total * Math.exp(logShare);
    return gain / (2 * (1 + gain * power)) - gamma / total * (logShare + 1);
  }
}

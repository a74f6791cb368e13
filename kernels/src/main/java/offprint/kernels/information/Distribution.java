package offprint.kernels.information;

/** Checks and scales weights into probabilities. */
public final class Distribution {
  private Distribution() {}

  /**
   * {@code weights} divided by their sum.
   *
   * @param name what the weights are, for messages
   * @throws IllegalArgumentException if there is none, one is negative, NaN or infinite, or all are
   *     zero
   */
  public static double[] normalise(String name, double[] weights) {
    if (weights.length == 0) {
      throw new IllegalArgumentException(name + " must have at least 1 symbol: got 0");
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
        throw new IllegalArgumentException(
            "%s, item %d must be a finite weight of at least 0: got %s"
                .formatted(name, i + 1, weights[i]));
      }
      sum += weights[i];
    }
    if (!(sum > 0) || Double.isInfinite(sum)) {
      throw new IllegalArgumentException(
          "%s must have a positive, finite sum: got %s".formatted(name, sum));
    }
    double[] p = new double[weights.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = weights[i] / sum;
    }
    return p;
  }
}

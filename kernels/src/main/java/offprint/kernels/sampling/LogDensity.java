package offprint.kernels.sampling;

/** The logarithm of a density over R^d, up to a constant, and its gradient. */
public interface LogDensity {
  /** The number d of coordinates. */
  int dimension();

  /**
   * ln p(x) in nats, -∞ where the density is zero.
   *
   * @param x point [d]
   */
  double value(double[] x);

  /**
   * As {@link #value}, and fills the gradient.
   *
   * @param x point [d]
   * @param gradient receives d ln p / dx [d]
   */
  double gradient(double[] x, double[] gradient);

  /** The density for use by one more thread: itself where it keeps nothing between calls. */
  default LogDensity forThread() {
    return this;
  }

  /** The name of a coordinate, for messages. */
  default String name(int coordinate) {
    return "x" + (coordinate + 1);
  }
}

package offprint.kernels.dynamics;

/** The right side of an autonomous ordinary differential equation, x' = f(x). */
public interface VectorField {
  /** Number of variables. */
  int dimension();

  /**
   * Writes f(state).
   *
   * @param state [dimension]
   * @param derivative [dimension], another array than {@code state}
   */
  void derivative(double[] state, double[] derivative);
}

package offprint.kernels.dynamics;

/** The classical Runge-Kutta method of fourth order with a fixed step. */
public final class RungeKutta4 {
  private final VectorField field;
  private final double step;
  private final double[][] slopes;
  private final double[] probe;

  /**
   * @param step of time, above 0
   * @throws IllegalArgumentException if the step is not above 0
   */
  public RungeKutta4(VectorField field, double step) {
    if (!(step > 0)) {
      throw new IllegalArgumentException("step must be above 0: got " + step);
    }
    this.field = field;
    this.step = step;
    slopes = new double[4][field.dimension()];
    probe = new double[field.dimension()];
  }

  /** Moves {@code state} on by {@code steps} steps, in place. */
  public void advance(double[] state, int steps) {
    for (int i = 0; i < steps; i++) {
      field.derivative(state, slopes[0]);
      slope(state, 0.5 * step, 1);
      slope(state, 0.5 * step, 2);
      slope(state, step, 3);
      for (int d = 0; d < state.length; d++) {
        double inner = slopes[1][d] + slopes[2][d];
        state[d] += step / 6 * (slopes[0][d] + 2 * inner + slopes[3][d]);
      }
    }
  }

  private void slope(double[] state, double time, int stage) {
    for (int d = 0; d < state.length; d++) {
      probe[d] = state[d] + time * slopes[stage - 1][d];
    }
    field.derivative(probe, slopes[stage]);
  }
}

package offprint.kernels.dynamics;

/**
 * A pendulum of unit length and gravity: state (angle θ, angular velocity ω), θ' = ω, ω' = -sin θ -
 * damping ω.
 */
public record Pendulum(double damping) implements VectorField {
  public static final Pendulum UNDAMPED = new Pendulum(0);

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public void derivative(double[] state, double[] derivative) {
    derivative[0] = state[1];
    derivative[1] = -Math.sin(state[0]) - damping * state[1];
  }

  /** The state without the jump of the angle at π: (cos θ, sin θ, ω). */
  public static double[] onCircle(double[] state) {
    return new double[] {Math.cos(state[0]), Math.sin(state[0]), state[1]};
  }
}

package offprint.kernels.dynamics;

/** The Lorenz system: x' = σ (y - x), y' = x (ρ - z) - y, z' = x y - β z. */
public record Lorenz(double sigma, double rho, double beta) implements VectorField {
  /** σ = 10, ρ = 28, β = 8/3: the chaotic attractor of Lorenz's paper. */
  public static final Lorenz CLASSICAL = new Lorenz(10, 28, 8.0 / 3);

  @Override
  public int dimension() {
    return 3;
  }

  @Override
  public void derivative(double[] state, double[] derivative) {
    double x = state[0];
    double y = state[1];
    double z = state[2];
    derivative[0] = sigma * (y - x);
    derivative[1] = x * (rho - z) - y;
    derivative[2] = x * y - beta * z;
  }
}

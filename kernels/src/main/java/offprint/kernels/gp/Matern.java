package offprint.kernels.gp;

/** Matérn kernels of half-integer smoothness, which are Markov processes on a line. */
public enum Matern {
  /** Smoothness 1/2: continuous and rough; the Ornstein-Uhlenbeck process. */
  MATERN12(1),
  /** Smoothness 3/2: once differentiable. */
  MATERN32(2);

  private final int states;

  Matern(int states) {
    this.states = states;
  }

  /** The function and its derivatives that the state consists of. */
  public int states() {
    return states;
  }

  /** Correlation at a distance of {@code scaled} length scales, at least 0. */
  public double correlation(double scaled) {
    double a = this == MATERN12 ? scaled : Math.sqrt(3) * scaled;
    return this == MATERN12 ? Math.exp(-a) : (1 + a) * Math.exp(-a);
  }
}

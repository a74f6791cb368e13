package offprint.kernels.gp;

/**
 * A zero-mean Matérn process on a line as a linear state-space model: the state at x + D is A(D)
 * times the state at x plus Gaussian noise of covariance Q(D) = P - A P A', where P is the
 * stationary covariance.
 *
 * @param lengthscale l, in the unit of x
 * @param variance s2, of the function
 */
public record MaternProcess(Matern kernel, double lengthscale, double variance) {
  /**
   * @throws IllegalArgumentException if length scale or variance is not positive and finite
   */
  public MaternProcess {
    requirePositive("lengthscale", lengthscale);
    requirePositive("variance", variance);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s must be positive and finite: got %s".formatted(name, value));
    }
  }

  /** Covariance of the function at two places this far apart. */
  public double covariance(double distance) {
    return variance * kernel.correlation(Math.abs(distance) / lengthscale);
  }

  /** Decay rate lambda of the state, in the inverse unit of x. */
  private double rate() {
    return (kernel == Matern.MATERN12 ? 1 : Math.sqrt(3)) / lengthscale;
  }

  /** Stationary variance of the function (0) or of its derivative (1); they are uncorrelated. */
  public double stationary(int state) {
    return state == 0 ? variance : variance * rate() * rate();
  }

  /**
   * Fills the transition over a distance.
   *
   * @param distance D, at least 0
   * @param a A(D) [states * states], row-major
   * @param q Q(D) [states * states]
   */
  public void transition(double distance, double[] a, double[] q) {
    double rate = rate();
    double u = rate * distance;
    double decay = Math.exp(-u);
    if (kernel == Matern.MATERN12) {
      a[0] = decay;
      q[0] = -variance * Math.expm1(-2 * u);
      return;
    }
    a[0] = decay * (1 + u);
    a[1] = decay * distance;
    a[2] = -decay * rate * u;
    a[3] = decay * (1 - u);
    double square = decay * decay;
    q[0] = variance * Math.max(0, 1 - square * ((1 + u) * (1 + u) + u * u));
    q[1] = 2 * variance * rate * u * u * square;
    q[2] = q[1];
    q[3] = variance * rate * rate * Math.max(0, 1 - square * ((1 - u) * (1 - u) + u * u));
  }
}

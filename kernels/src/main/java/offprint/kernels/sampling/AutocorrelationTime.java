package offprint.kernels.sampling;

/** The integrated autocorrelation time of an ensemble of walkers. */
public final class AutocorrelationTime {
  private AutocorrelationTime() {}

  /**
   * τ = 1 + 2 Σ_{t ≤ M} ρ_t in steps, with ρ averaged over walkers and the least window M ≥ 5 τ.
   * Below about 50 τ steps the result is too small.
   *
   * @param walkers one coordinate [walkers][steps]
   */
  public static double of(double[][] walkers) {
    int steps = walkers[0].length;
    double[] correlation = new double[steps];
    for (double[] walker : walkers) {
      double[] covariance = Autocovariance.of(walker);
      for (int t = 0; t < steps && covariance[0] > 0; t++) {
        correlation[t] += covariance[t] / covariance[0] / walkers.length;
      }
    }
    double tau = 1;
    for (int t = 1; t < steps; t++) {
      tau += 2 * correlation[t];
      if (t >= 5 * tau) {
        break;
      }
    }
    return tau;
  }
}

package offprint.kernels.linalg;

/**
 * The von Neumann entropy of a spectrum, S = -Σ s ln s, in nats, and what follows from it. exp(S)
 * is the effective rank, or effective dimension: as many equal shares would have it.
 */
public final class SpectrumEntropy {
  private SpectrumEntropy() {}

  /** -Σ s ln s of shares as they are, with 0 ln 0 = 0. */
  public static double nats(double... shares) {
    double sum = 0;
    for (double share : shares) {
      sum -= share > 0 ? share * Math.log(share) : 0;
    }
    return sum;
  }

  /**
   * S(ρ), ρ = C / tr C, and its gradient by C: (W - tr(W ρ)) / tr C with W = -(ln ρ + 1).
   *
   * @param nats S(ρ)
   * @param byCovariance dS/dC [n × n]
   */
  public record Gradient(double nats, double[] byCovariance) {
    /**
     * @param covariance C, symmetric [n × n]; where its trace is 0, so are S and its gradient
     * @param least shares below it have its logarithm, so that the gradient stays finite
     */
    public static Gradient of(double[] covariance, int n, double least) {
      double trace = 0;
      for (int i = 0; i < n; i++) {
        trace += covariance[i * n + i];
      }
      if (!(trace > 0)) {
        return new Gradient(0, new double[n * n]);
      }
      SymmetricEigen eigen = SymmetricEigen.of(covariance, n);
      double nats = 0;
      double[] slope = new double[n];
      double mean = 0;
      for (int e = 0; e < n; e++) {
        double share = Math.max(0, eigen.value(e) / trace);
        double log = Math.log(Math.max(least, share));
        nats -= share > 0 ? share * log : 0;
        slope[e] = share > least ? -(log + 1) : -log;
        mean += slope[e] * share;
      }
      double[] gradient = new double[n * n];
      for (int e = 0; e < n; e++) {
        double[] vector = eigen.vector(e);
        double weight = (slope[e] - mean) / trace;
        for (int i = 0; i < n; i++) {
          double left = weight * vector[i];
          for (int j = 0; j < n; j++) {
            gradient[i * n + j] += left * vector[j];
          }
        }
      }
      return new Gradient(nats, gradient);
    }
  }
}

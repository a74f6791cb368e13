package offprint.kernels.linalg;

import java.util.Arrays;

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
   * The shares of eigenvalues in their sum, at least {@code least} each.
   *
   * @param values not all 0
   */
  public static double[] shares(double[] values, double least) {
    double total = Arrays.stream(values).sum();
    return Arrays.stream(values).map(value -> Math.max(least, value / total)).toArray();
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
     * @param least shares of ρ below it count as it
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
      double[] shares = shares(eigen.values(), least);
      double[] slope = new double[n];
      double mean = 0;
      for (int e = 0; e < n; e++) {
        slope[e] = eigen.value(e) > least * trace ? -(Math.log(shares[e]) + 1) : 0;
        mean += slope[e] * eigen.value(e) / trace;
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
      return new Gradient(SpectrumEntropy.nats(shares), gradient);
    }
  }
}

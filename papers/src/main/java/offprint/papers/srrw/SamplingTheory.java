package offprint.papers.srrw;

import java.util.Arrays;
import offprint.kernels.markov.ReversibleChain;
import offprint.kernels.markov.ReversibleSpectrum;

/**
 * The limit of n Cov(x_n) (a = 1), or Cov(x_n) / g_n (a &lt; 1), of the visit measure:
 *
 * <pre>
 *   V(alpha) = sum_{i &gt;= 2} [(1 + l) / (1 - l)] / [2 alpha (1 + l) + e] u_i u_i',  u_i = D^1/2 v_i,
 * </pre>
 *
 * e = 1 for a = 1 and 2 for a &lt; 1.
 */
record SamplingTheory(ReversibleSpectrum spectrum, ReversibleChain chain) {
  private static double factor(double l, double alpha, boolean equalWeights) {
    return (1 + l) / (1 - l) / (2 * alpha * (1 + l) + (equalWeights ? 1 : 2));
  }

  /** The diagonal of V [states]. */
  double[] diagonal(double alpha, boolean equalWeights) {
    double[] diagonal = new double[spectrum.states()];
    for (int i = 1; i < diagonal.length; i++) {
      double factor = factor(spectrum.value(i), alpha, equalWeights);
      double[] v = spectrum.vector(i);
      for (int j = 0; j < diagonal.length; j++) {
        diagonal[j] += factor * chain.law()[j] * v[j] * v[j];
      }
    }
    return diagonal;
  }

  /** The limit of n times the expected squared distance of x and mu. */
  double trace(double alpha, boolean equalWeights) {
    return Arrays.stream(diagonal(alpha, equalWeights)).sum();
  }

  /**
   * Hops from which the linear theory can hold: those at which the mean of (alpha (x_i / mu_i -
   * 1))^2 over the nodes, as predicted, falls below 1.
   */
  double linearFrom(double alpha) {
    double[] diagonal = diagonal(alpha, true);
    double mean = 0;
    for (int j = 0; j < diagonal.length; j++) {
      mean += diagonal[j] / (chain.law()[j] * chain.law()[j]) / diagonal.length;
    }
    return alpha * alpha * mean;
  }
}

package offprint.papers.srrw;

import offprint.kernels.linalg.SymmetricEigen;
import offprint.kernels.markov.ReversibleChain;
import offprint.kernels.markov.ReversibleSpectrum;

/**
 * The covariance of the token's theta around the minimum (theorem on the joint CLT, our
 * derivation): with r = b_n / g_n, c = 1 + alpha (1 + l), U = (1 + l) / (1 - l) and (k_p, q_p) the
 * eigenpairs of the Hessian,
 *
 * <pre>
 *   tr Cov(theta_n) / b_n = sum_p sum_{i &gt;= 2} U_i (1 + r k_p c_i) / (c_i (c_i + r k_p)) g_ip^2 / (2 k_p),
 *   g_ip = sum_j sqrt(mu_j) v_i(j) (-grad F_j(theta*) . q_p).
 * </pre>
 *
 * <p>r = 0 is the paper's case (i), O(1 / alpha^2); r = 1 case (ii); r = infinity case (iii), the
 * base chain's.
 */
final class OptimisationTheory {
  private final double[] lambda;
  private final double[] curvature;

  /** g_ip^2 [states - 1][parameters]. */
  private final double[][] square;

  /**
   * The covariance of tokens that walk an arm's base chain.
   *
   * @param arm weighs the gradients
   * @param minimum theta*
   */
  static OptimisationTheory of(
      Arm arm, ReversibleSpectrum spectrum, BatchLoss loss, double[] minimum) {
    int d = minimum.length;
    double[][] gradient = new double[spectrum.states()][d];
    for (int i = 0; i < gradient.length; i++) {
      loss.objective().gradient(minimum, i, gradient[i]);
      for (int k = 0; k < d; k++) {
        gradient[i][k] *= arm.importance()[i];
      }
    }
    double[] hessian = new double[d * d];
    loss.evaluate(minimum, new double[d], hessian);
    return new OptimisationTheory(spectrum, arm.chain(), gradient, hessian);
  }

  /**
   * The covariance from eigenpairs of chain and Hessian.
   *
   * @param gradient grad F_j(theta*) times importance [states][parameters]
   * @param hessian of the mean loss at theta* [parameters * parameters]
   */
  OptimisationTheory(
      ReversibleSpectrum spectrum, ReversibleChain chain, double[][] gradient, double[] hessian) {
    int n = spectrum.states();
    int d = gradient[0].length;
    SymmetricEigen eigen = SymmetricEigen.of(hessian, d);
    curvature = eigen.values();
    lambda = new double[n - 1];
    square = new double[n - 1][d];
    double[] projected = new double[n];
    for (int p = 0; p < d; p++) {
      double[] q = eigen.vector(p);
      for (int j = 0; j < n; j++) {
        double dot = 0;
        for (int k = 0; k < d; k++) {
          dot -= q[k] * gradient[j][k];
        }
        projected[j] = Math.sqrt(chain.law()[j]) * dot;
      }
      for (int i = 1; i < n; i++) {
        double g = 0;
        for (int j = 0; j < n; j++) {
          g += spectrum.vector(i)[j] * projected[j];
        }
        square[i - 1][p] = g * g;
      }
    }
    for (int i = 1; i < n; i++) {
      lambda[i - 1] = spectrum.value(i);
    }
  }

  double largestCurvature() {
    return curvature[0];
  }

  /** A factor of the noise along eigenvalue i of the chain and p of the Hessian. */
  private interface Factor {
    double of(int i, int p);
  }

  /**
   * tr Cov(theta_n) / b_n; infinite where some curvature is too small for the step.
   *
   * @param ratio r = b_n / g_n; may be infinite
   * @param halfStep 0 for b &lt; 1; 1 / (2 betaScale) for b = 1, taken off each curvature
   */
  double variance(double alpha, double ratio, double halfStep) {
    return sum(
        halfStep,
        (i, p) -> {
          double u = (1 + lambda[i]) / (1 - lambda[i]);
          double c = 1 + alpha * (1 + lambda[i]);
          double rk = ratio * curvature[p];
          return u * (Double.isInfinite(rk) ? 1 : (1 + rk * c) / (c * (c + rk)));
        });
  }

  /** The same for nodes drawn independently: every step is fresh noise. */
  double independent(double halfStep) {
    return sum(halfStep, (_, _) -> 1);
  }

  private double sum(double halfStep, Factor factor) {
    double sum = 0;
    for (int i = 0; i < lambda.length; i++) {
      for (int p = 0; p < curvature.length; p++) {
        double noise = factor.of(i, p) * square[i][p];
        double rate = 2 * (curvature[p] - halfStep);
        sum += noise == 0 ? 0 : rate > 0 ? noise / rate : Double.POSITIVE_INFINITY;
      }
    }
    return sum;
  }
}

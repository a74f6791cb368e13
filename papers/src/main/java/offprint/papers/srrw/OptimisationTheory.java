package offprint.papers.srrw;

import offprint.kernels.markov.ReversibleChain;
import offprint.kernels.markov.ReversibleSpectrum;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

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
   * @param gradient grad F_j(theta*) times importance [states][parameters]
   * @param hessian of the mean loss at theta*; destroyed
   */
  OptimisationTheory(
      ReversibleSpectrum spectrum,
      ReversibleChain chain,
      double[][] gradient,
      DMatrixRMaj hessian) {
    int n = spectrum.states();
    int d = hessian.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
    if (!eigen.decompose(hessian)) {
      throw new ArithmeticException("the eigenvalues of the Hessian do not converge");
    }
    curvature = new double[d];
    double[][] rotated = new double[d][n];
    for (int p = 0; p < d; p++) {
      curvature[p] = eigen.getEigenvalue(p).real;
      double[] q = eigen.getEigenVector(p).data;
      for (int j = 0; j < n; j++) {
        double dot = 0;
        for (int k = 0; k < d; k++) {
          dot -= q[k] * gradient[j][k];
        }
        rotated[p][j] = Math.sqrt(chain.law()[j]) * dot;
      }
    }
    lambda = new double[n - 1];
    square = new double[n - 1][d];
    for (int i = 1; i < n; i++) {
      lambda[i - 1] = spectrum.value(i);
      double[] v = spectrum.vector(i);
      for (int p = 0; p < d; p++) {
        double g = 0;
        for (int j = 0; j < n; j++) {
          g += v[j] * rotated[p][j];
        }
        square[i - 1][p] = g * g;
      }
    }
  }

  double largestCurvature() {
    double largest = 0;
    for (double k : curvature) {
      largest = Math.max(largest, k);
    }
    return largest;
  }

  /**
   * tr Cov(theta_n) / b_n; infinite where some curvature is too small for the step.
   *
   * @param ratio r = b_n / g_n; may be infinite
   * @param halfStep 0 for b &lt; 1; 1 / (2 betaScale) for b = 1, taken off each curvature
   */
  double variance(double alpha, double ratio, double halfStep) {
    double sum = 0;
    for (int i = 0; i < lambda.length; i++) {
      double l = lambda[i];
      double u = (1 + l) / (1 - l);
      double c = 1 + alpha * (1 + l);
      for (int p = 0; p < curvature.length; p++) {
        double k = curvature[p];
        double rate = k - halfStep;
        double rk = ratio * k;
        double factor = Double.isInfinite(rk) ? 1 : (1 + rk * c) / (c * (c + rk));
        sum +=
            square[i][p] == 0
                ? 0
                : rate > 0 ? u * factor * square[i][p] / (2 * rate) : Double.POSITIVE_INFINITY;
      }
    }
    return sum;
  }

  /** The same for nodes drawn independently: every step is fresh noise. */
  double independent(double halfStep) {
    double sum = 0;
    for (double[] row : square) {
      for (int p = 0; p < row.length; p++) {
        double rate = curvature[p] - halfStep;
        sum += row[p] == 0 ? 0 : rate > 0 ? row[p] / (2 * rate) : Double.POSITIVE_INFINITY;
      }
    }
    return sum;
  }
}

package offprint.papers.koopmaninformation;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * Mutual information of latents n steps apart in the linear Gaussian system z' = K z + noise of
 * covariance Σ, z of covariance C: ½ ln (det(M_n + K^n C K^nᵀ) / det M_n), M_n = Σ_{i<n} K^i Σ
 * K^iᵀ.
 */
final class GaussianInformation {
  /** Part of the mean variance that is added to the diagonals: latents may depend on each other. */
  private static final double RIDGE = 1e-10;

  private final DMatrixRMaj operator;
  private final DMatrixRMaj noise;
  private final DMatrixRMaj covariance;

  /** All matrices [n × n], row by row. */
  GaussianInformation(
      double[] operator, double[] noise, double[] covariance, int n, boolean exact) {
    this.operator = new DMatrixRMaj(n, n, true, operator.clone());
    this.noise = new DMatrixRMaj(n, n, true, noise.clone());
    this.covariance = new DMatrixRMaj(n, n, true, covariance.clone());
    if (!exact) {
      double ridge = RIDGE * CommonOps_DDRM.trace(this.covariance) / n + Double.MIN_NORMAL;
      for (int i = 0; i < n; i++) {
        this.noise.add(i, i, ridge);
      }
    }
  }

  /**
   * In nats; NaN where a determinant is out of range.
   *
   * @param lag n, at least 1
   */
  double nats(int lag) {
    int n = operator.numRows;
    DMatrixRMaj power = CommonOps_DDRM.identity(n);
    DMatrixRMaj m = new DMatrixRMaj(n, n);
    for (int i = 0; i < lag; i++) {
      CommonOps_DDRM.addEquals(m, carried(power, noise));
      DMatrixRMaj next = new DMatrixRMaj(n, n);
      CommonOps_DDRM.mult(operator, power, next);
      power = next;
    }
    DMatrixRMaj both = carried(power, covariance);
    CommonOps_DDRM.addEquals(both, m);
    return 0.5 * (logDeterminant(both) - logDeterminant(m));
  }

  private static DMatrixRMaj carried(DMatrixRMaj power, DMatrixRMaj covariance) {
    DMatrixRMaj left = new DMatrixRMaj(power.numRows, power.numCols);
    DMatrixRMaj result = new DMatrixRMaj(power.numRows, power.numCols);
    CommonOps_DDRM.mult(power, covariance, left);
    CommonOps_DDRM.multTransB(left, power, result);
    return result;
  }

  private static double logDeterminant(DMatrixRMaj matrix) {
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky =
        DecompositionFactory_DDRM.chol(matrix.numRows, true);
    if (!cholesky.decompose(matrix.copy())) {
      return Double.NaN;
    }
    DMatrixRMaj factor = cholesky.getT(null);
    double sum = 0;
    for (int i = 0; i < factor.numRows; i++) {
      sum += 2 * Math.log(factor.get(i, i));
    }
    return sum;
  }
}

package offprint.kernels.gp;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * Gaussian-process regression by the whole covariance matrix, O(n^3): y = f(x) + noise, the
 * covariance of f a product of one Matérn kernel a coordinate.
 */
public final class DenseGp {
  private final Covariance covariance;
  private final double[][] x;
  private final double[] factor; // L, row-major [n, n]
  private final double[] weights; // (K + noise)^-1 y
  private final double logEvidence;

  /**
   * Covariance of f.
   *
   * @param lengthscales one for each coordinate
   */
  public record Covariance(Matern kernel, double[] lengthscales, double variance) {
    /** Between two points of as many coordinates as there are length scales. */
    public double of(double[] a, double[] b) {
      double product = variance;
      for (int k = 0; k < lengthscales.length; k++) {
        product *= kernel.correlation(Math.abs(a[k] - b[k]) / lengthscales[k]);
      }
      return product;
    }
  }

  /**
   * @param x points [n, coordinates]
   * @param noise variance of the noise
   * @throws ArithmeticException if the covariance matrix has no Cholesky factor
   */
  public DenseGp(Covariance covariance, double[][] x, double[] y, double noise) {
    this.covariance = covariance;
    this.x = x;
    int n = x.length;
    DMatrixRMaj matrix = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double value = covariance.of(x[i], x[j]) + (i == j ? noise : 0);
        matrix.data[i * n + j] = value;
        matrix.data[j * n + i] = value;
      }
    }
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(n, true);
    if (!cholesky.decompose(matrix)) {
      throw new ArithmeticException(
          "Gaussian process: the covariance matrix of %d rows is not positive definite; raise noise %s"
              .formatted(n, noise));
    }
    factor = cholesky.getT(null).data;
    weights = y.clone();
    TriangularSolver_DDRM.solveL(factor, weights, n);
    double sum = -0.5 * n * Math.log(2 * Math.PI);
    for (int i = 0; i < n; i++) {
      sum -= 0.5 * weights[i] * weights[i] + Math.log(factor[i * n + i]);
    }
    logEvidence = sum;
    TriangularSolver_DDRM.solveTranL(factor, weights, n);
  }

  /** ln p(y), nats. */
  public double logEvidence() {
    return logEvidence;
  }

  /** Posterior mean of f at a point, O(n). */
  public double mean(double[] point) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += weights[i] * covariance.of(point, x[i]);
    }
    return sum;
  }

  /** Posterior variance of f at a point, O(n^2). */
  public double variance(double[] point) {
    double[] solved = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      solved[i] = covariance.of(point, x[i]);
    }
    TriangularSolver_DDRM.solveL(factor, solved, x.length);
    double variance = covariance.variance();
    for (double s : solved) {
      variance -= s * s;
    }
    return Math.max(0, variance);
  }
}

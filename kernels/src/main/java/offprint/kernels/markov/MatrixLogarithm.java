package offprint.kernels.markov;

import offprint.kernels.special.GaussLegendre;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The principal logarithm of a small matrix, by repeated square roots (Denman and Beavers) and a
 * Padé approximant in partial fractions (Higham 2008, chapter 11).
 */
public final class MatrixLogarithm {
  private static final int NODES = 12;
  private static final double NEAR_ONE = 0.25;
  private static final double SINGULAR = 1e-14;
  private static final int MOST_ROOTS = 60;
  private static final int MOST_STEPS = 60;

  private MatrixLogarithm() {}

  /**
   * The real part of the principal logarithm [n * n].
   *
   * @param matrix [n * n]
   * @throws ArithmeticException if the matrix is singular or has no logarithm that can be computed
   */
  public static double[] of(double[] matrix, int n) {
    DMatrixRMaj root = new DMatrixRMaj(n, n, true, matrix.clone());
    turnNegative(root);
    int roots = 0;
    while (distanceToOne(root) > NEAR_ONE) {
      if (++roots > MOST_ROOTS) {
        throw new ArithmeticException("matrix logarithm: square roots do not come near one");
      }
      root = squareRoot(root);
    }
    for (int i = 0; i < n; i++) {
      root.add(i, i, -1);
    }
    DMatrixRMaj sum = new DMatrixRMaj(n, n);
    GaussLegendre rule = GaussLegendre.composite(0, 1, 1, NODES);
    DMatrixRMaj shifted = new DMatrixRMaj(n, n);
    DMatrixRMaj term = new DMatrixRMaj(n, n);
    for (int k = 0; k < NODES; k++) {
      CommonOps_DDRM.scale(rule.node(k), root, shifted);
      for (int i = 0; i < n; i++) {
        shifted.add(i, i, 1);
      }
      CommonOps_DDRM.solve(shifted, root, term);
      CommonOps_DDRM.addEquals(sum, rule.weight(k), term);
    }
    CommonOps_DDRM.scale(Math.scalb(1.0, roots), sum);
    return sum.data;
  }

  /**
   * Turns eigenvalues on the negative axis to their absolute value, which leaves the real part of
   * the logarithm as it is.
   */
  private static void turnNegative(DMatrixRMaj a) {
    int n = a.numRows;
    for (int turn = 0; turn <= n; turn++) {
      EigenDecomposition_F64<DMatrixRMaj> right = decompose(a);
      int at = -1;
      for (int i = 0; i < n; i++) {
        Complex_F64 value = right.getEigenvalue(i);
        if (value.getMagnitude() < SINGULAR) {
          throw new ArithmeticException(
              "matrix logarithm: the matrix is singular: eigenvalue " + value);
        }
        if (value.isReal() && value.getReal() < 0) {
          at = i;
        }
      }
      if (at < 0) {
        return;
      }
      double value = right.getEigenvalue(at).getReal();
      DMatrixRMaj transposed = CommonOps_DDRM.transpose(a, null);
      EigenDecomposition_F64<DMatrixRMaj> left = decompose(transposed);
      int nearest = -1;
      for (int i = 0; i < n; i++) {
        if (left.getEigenvalue(i).isReal()
            && (nearest < 0
                || Math.abs(left.getEigenvalue(i).getReal() - value)
                    < Math.abs(left.getEigenvalue(nearest).getReal() - value))) {
          nearest = i;
        }
      }
      DMatrixRMaj v = right.getEigenVector(at);
      DMatrixRMaj u = left.getEigenVector(nearest);
      double product = CommonOps_DDRM.dot(u, v);
      if (!(Math.abs(product) > SINGULAR)) {
        throw new ArithmeticException("matrix logarithm: a negative eigenvalue is defective");
      }
      CommonOps_DDRM.multAddTransB(-2 * value / product, v, u, a);
    }
    throw new ArithmeticException("matrix logarithm: negative eigenvalues do not go away");
  }

  private static EigenDecomposition_F64<DMatrixRMaj> decompose(DMatrixRMaj a) {
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(a.numRows, true, false);
    if (!eigen.decompose(a.copy())) {
      throw new ArithmeticException("matrix logarithm: the eigenvalues do not converge");
    }
    return eigen;
  }

  /** M <- (2 I + M + M^-1) / 4, X <- X (I + M^-1) / 2: X tends to the root, M to one. */
  private static DMatrixRMaj squareRoot(DMatrixRMaj a) {
    int n = a.numRows;
    DMatrixRMaj m = a.copy();
    DMatrixRMaj x = a.copy();
    DMatrixRMaj inverse = new DMatrixRMaj(n, n);
    DMatrixRMaj next = new DMatrixRMaj(n, n);
    double before = Double.POSITIVE_INFINITY;
    for (int step = 0; step < MOST_STEPS; step++) {
      if (!CommonOps_DDRM.invert(m, inverse)) {
        break;
      }
      for (int i = 0; i < n * n; i++) {
        m.data[i] = 0.25 * (m.data[i] + inverse.data[i]);
      }
      for (int i = 0; i < n; i++) {
        m.add(i, i, 0.5);
        inverse.add(i, i, 1);
      }
      CommonOps_DDRM.mult(0.5, x, inverse, next);
      DMatrixRMaj old = x;
      x = next;
      next = old;
      double distance = distanceToOne(m);
      if (distance < 1e-15 * n || (distance < 1e-10 && distance >= before)) {
        return x;
      }
      before = distance;
    }
    throw new ArithmeticException("matrix logarithm: a square root does not converge");
  }

  private static double distanceToOne(DMatrixRMaj a) {
    DMatrixRMaj difference = a.copy();
    for (int i = 0; i < a.numRows; i++) {
      difference.add(i, i, -1);
    }
    double norm = NormOps_DDRM.inducedP1(difference);
    return Double.isNaN(norm) ? Double.POSITIVE_INFINITY : norm;
  }
}

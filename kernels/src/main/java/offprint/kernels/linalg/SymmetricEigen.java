package offprint.kernels.linalg;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Eigenvalues, greatest first, and orthonormal eigenvectors of a symmetric matrix. Each vector's
 * entry of greatest magnitude is positive, so that equal matrices give equal vectors.
 */
public record SymmetricEigen(double[] values, List<double[]> vectors) {

  /**
   * @param matrix [n, n], row by row
   * @throws ArithmeticException if the iteration does not converge, as with NaN
   */
  public static SymmetricEigen of(double[] matrix, int n) {
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
    if (!eigen.decompose(new DMatrixRMaj(n, n, true, matrix.clone()))) {
      throw new ArithmeticException("the eigenvalues do not converge");
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values =
        IntStream.of(order).mapToDouble(i -> eigen.getEigenvalue(i).getReal()).toArray();
    List<double[]> vectors =
        IntStream.of(order).mapToObj(i -> signed(eigen.getEigenVector(i).data.clone())).toList();
    return new SymmetricEigen(values, vectors);
  }

  private static double[] signed(double[] vector) {
    double greatest = 0;
    for (double x : vector) {
      greatest = Math.abs(x) > Math.abs(greatest) ? x : greatest;
    }
    for (int i = 0; greatest < 0 && i < vector.length; i++) {
      vector[i] = -vector[i];
    }
    return vector;
  }

  public double value(int i) {
    return values[i];
  }

  public double[] vector(int i) {
    return vectors.get(i);
  }
}

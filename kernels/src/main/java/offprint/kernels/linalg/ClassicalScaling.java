package offprint.kernels.linalg;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Classical multidimensional scaling (Torgerson): a map of points from their distances. */
public final class ClassicalScaling {
  private ClassicalScaling() {}

  /**
   * Coordinates whose distances come near {@code distance}: leading eigenvectors of -J D^2 J / 2
   * times the root of their eigenvalues. The largest coordinate of each axis is positive.
   *
   * @param distance symmetric, zero on the diagonal [n][n]
   * @return coordinates [n][dimensions]; an axis without a positive eigenvalue is zero
   * @throws ArithmeticException if the eigenvalues do not converge
   */
  public static double[][] embed(double[][] distance, int dimensions) {
    int n = distance.length;
    DMatrixRMaj gram = gram(distance);
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
    if (n == 0 || !eigen.decompose(gram)) {
      throw new ArithmeticException("eigenvalues of the %d x %d distances".formatted(n, n));
    }
    double[] value = new double[n];
    Arrays.setAll(value, i -> eigen.getEigenvalue(i).getReal());
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted((a, b) -> Double.compare(value[b], value[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[][] map = new double[n][dimensions];
    for (int axis = 0; axis < Math.min(n, dimensions); axis++) {
      double lambda = value[order[axis]];
      if (lambda > 1e-12 * Math.max(1, value[order[0]])) {
        place(map, axis, eigen.getEigenVector(order[axis]), Math.sqrt(lambda));
      }
    }
    return map;
  }

  private static void place(double[][] map, int axis, DMatrixRMaj vector, double scale) {
    int largest = 0;
    for (int i = 1; i < map.length; i++) {
      boolean larger = Math.abs(vector.get(i)) > Math.abs(vector.get(largest)) * (1 + 1e-9);
      largest = larger ? i : largest;
    }
    double sign = vector.get(largest) < 0 ? -scale : scale;
    for (int i = 0; i < map.length; i++) {
      map[i][axis] = sign * vector.get(i);
    }
  }

  /** -J D^2 J / 2, J = I - 1/n. */
  private static DMatrixRMaj gram(double[][] distance) {
    int n = distance.length;
    double[] rowMean = new double[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        rowMean[i] += distance[i][j] * distance[i][j] / n;
      }
      mean += rowMean[i] / n;
    }
    DMatrixRMaj gram = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double square = distance[i][j] * distance[i][j];
        gram.set(i, j, -0.5 * (square - rowMean[i] - rowMean[j] + mean));
      }
    }
    return gram;
  }
}

package offprint.kernels.torch;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** What {@link Lapack} gives, by EJML, where the native library exports no routine. */
final class EjmlSvd {
  private EjmlSvd() {}

  static Lapack.Svd svd(double[] matrix, int rows, int columns) {
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(rows, columns, true, true, true);
    if (!svd.decompose(new DMatrixRMaj(rows, columns, true, matrix.clone()))) {
      throw new ArithmeticException("the singular values do not converge");
    }
    int least = Math.min(rows, columns);
    double[] values = svd.getSingularValues();
    DMatrixRMaj u = svd.getU(null, false);
    DMatrixRMaj v = svd.getV(null, false);
    int[] order =
        IntStream.range(0, least)
            .boxed()
            .sorted((a, b) -> Double.compare(values[b], values[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] left = new double[rows * least];
    double[] sorted = new double[least];
    double[] right = new double[least * columns];
    for (int r = 0; r < least; r++) {
      sorted[r] = values[order[r]];
      for (int i = 0; i < rows; i++) {
        left[i * least + r] = u.get(i, order[r]);
      }
      for (int j = 0; j < columns; j++) {
        right[r * columns + j] = v.get(j, order[r]);
      }
    }
    return new Lapack.Svd(left, sorted, right);
  }
}

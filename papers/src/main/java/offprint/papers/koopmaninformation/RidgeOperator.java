package offprint.papers.koopmaninformation;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** The operator by ridge regression: R = (Z0ᵀ Z0 + 0.1 I)⁻¹ Z0ᵀ Z1, so that Z1 ≈ Z0 R. */
final class RidgeOperator {
  private static final double RIDGE = 0.1;

  private RidgeOperator() {}

  /**
   * The mean over windows.
   *
   * @param latents [windows × rows × d]
   * @return R [d × d], which is Kᵀ
   */
  static double[] mean(double[] latents, int rows, int d) {
    int windows = latents.length / (rows * d);
    double[] sum = new double[d * d];
    for (int w = 0; w < windows; w++) {
      double[] one = of(Arrays.copyOfRange(latents, w * rows * d, (w + 1) * rows * d), rows, d);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += one[i] / windows;
      }
    }
    return sum;
  }

  private static double[] of(double[] z, int rows, int d) {
    DMatrixRMaj gram = new DMatrixRMaj(d, d);
    DMatrixRMaj cross = new DMatrixRMaj(d, d);
    for (int t = 0; t + 1 < rows; t++) {
      for (int i = 0; i < d; i++) {
        double left = z[t * d + i];
        for (int j = 0; j < d; j++) {
          gram.data[i * d + j] += left * z[t * d + j];
          cross.data[i * d + j] += left * z[(t + 1) * d + j];
        }
      }
    }
    for (int i = 0; i < d; i++) {
      gram.data[i * (d + 1)] += RIDGE;
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(d);
    DMatrixRMaj result = new DMatrixRMaj(d, d);
    if (!solver.setA(gram)) {
      throw new ArithmeticException("the ridge regression does not solve: latents not finite");
    }
    solver.solve(cross, result);
    return result.data;
  }
}

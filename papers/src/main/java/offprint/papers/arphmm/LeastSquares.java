package offprint.papers.arphmm;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Linear least squares with an intercept, by a pseudo-inverse of the normal equations.
 *
 * @param weights [1 + features], intercept first
 */
@SuppressWarnings("ArrayRecordComponent") // a result that is read once
record LeastSquares(double[] weights) {

  /**
   * @param features [rows][features]; rows with NaN in them or in {@code response} are left out
   * @param response [rows]
   */
  static LeastSquares fit(double[][] features, double[] response) {
    int d = features[0].length + 1;
    DMatrixRMaj gram = new DMatrixRMaj(d, d);
    DMatrixRMaj right = new DMatrixRMaj(d, 1);
    double[] x = new double[d];
    x[0] = 1;
    for (int r = 0; r < features.length; r++) {
      double check = response[r];
      for (int i = 1; i < d; i++) {
        x[i] = features[r][i - 1];
        check += x[i];
      }
      if (Double.isNaN(check)) {
        continue;
      }
      for (int i = 0; i < d; i++) {
        for (int j = i; j < d; j++) {
          gram.data[i * d + j] += x[i] * x[j];
        }
        right.data[i] += x[i] * response[r];
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        gram.data[i * d + j] = gram.data[j * d + i];
      }
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.pseudoInverse(true);
    if (!solver.setA(gram)) {
      throw new ArithmeticException("least squares: the normal equations cannot be decomposed");
    }
    DMatrixRMaj solution = new DMatrixRMaj(d, 1);
    solver.solve(right, solution);
    return new LeastSquares(solution.data);
  }

  double predict(double[] features) {
    double sum = weights[0];
    for (int i = 1; i < weights.length; i++) {
      sum += weights[i] * features[i - 1];
    }
    return sum;
  }
}

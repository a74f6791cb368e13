package offprint.kernels.markov;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Asymptotic covariance of time averages along a stationary chain: lim_T T Cov((1/T) sum_t f(X_t),
 * (1/T) sum_t g(X_t)). With f, g centred and h the solution of Poisson's equation (I - P) h = f, it
 * is the symmetric part of 2 sum_i pi_i g_i h_i, less sum_i pi_i f_i g_i.
 */
public final class AsymptoticVariance {
  private AsymptoticVariance() {}

  /**
   * @param transition [n][n], with one closed class
   * @param stationary [n], its stationary law
   * @param function [n]
   * @return variance per step, in the square of the function's unit
   */
  public static double of(double[][] transition, double[] stationary, double[] function) {
    return covariance(transition, stationary, new double[][] {function})[0][0];
  }

  /**
   * @param functions [k][n]
   * @return [k][k], symmetric
   * @throws ArithmeticException if Poisson's equation is singular
   */
  public static double[][] covariance(
      double[][] transition, double[] stationary, double[][] functions) {
    int k = functions.length;
    double[][] centred = new double[k][];
    for (int a = 0; a < k; a++) {
      centred[a] = centre(functions[a], stationary);
    }
    double[][] solution = poisson(transition, stationary, centred);
    double[][] covariance = new double[k][k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = 0;
        for (int i = 0; i < stationary.length; i++) {
          sum +=
              stationary[i]
                  * (centred[a][i] * solution[b][i]
                      + centred[b][i] * solution[a][i]
                      - centred[a][i] * centred[b][i]);
        }
        covariance[a][b] = sum;
        covariance[b][a] = sum;
      }
    }
    return covariance;
  }

  /**
   * Solves (I - P) h = f with sum_i pi_i h_i = 0, for centred f, as (I - P + 1 pi) h = f.
   *
   * @param centred [k][n], each with stationary mean 0
   * @return [k][n]
   */
  public static double[][] poisson(double[][] transition, double[] stationary, double[][] centred) {
    int n = transition.length;
    int k = centred.length;
    DMatrixRMaj a = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a.set(i, j, (i == j ? 1 : 0) - transition[i][j] + stationary[j]);
      }
    }
    DMatrixRMaj rhs = new DMatrixRMaj(n, k);
    for (int c = 0; c < k; c++) {
      for (int i = 0; i < n; i++) {
        rhs.set(i, c, centred[c][i]);
      }
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.lu(n);
    DMatrixRMaj h = new DMatrixRMaj(n, k);
    if (!solver.setA(a)) {
      throw new ArithmeticException(
          "asymptotic variance: Poisson's equation is singular: the chain has several closed"
              + " classes");
    }
    solver.solve(rhs, h);
    double[][] solution = new double[k][n];
    for (int c = 0; c < k; c++) {
      for (int i = 0; i < n; i++) {
        solution[c][i] = h.get(i, c);
      }
    }
    return solution;
  }

  private static double[] centre(double[] f, double[] law) {
    double mean = 0;
    for (int i = 0; i < f.length; i++) {
      mean += law[i] * f[i];
    }
    double[] centred = new double[f.length];
    for (int i = 0; i < f.length; i++) {
      centred[i] = f[i] - mean;
    }
    return centred;
  }
}

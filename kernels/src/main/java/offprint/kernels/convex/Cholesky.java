package offprint.kernels.convex;

import java.util.Arrays;

/** Cholesky factor L of a symmetric positive definite matrix, A = L L'. */
public final class Cholesky {
  private final int n;
  private final double[] factor;

  private Cholesky(int n, double[] factor) {
    this.n = n;
    this.factor = factor;
  }

  /**
   * Factors A + ridge I, with the ridge raised tenfold from 1e-12 of the mean diagonal (first 0)
   * until the factor exists.
   *
   * @param matrix [n * n], row-major; the lower triangle is read
   */
  public static Cholesky damped(double[] matrix, int n) {
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += matrix[i * n + i];
    }
    double unit = trace > 0 ? trace / n : 1;
    double[] factor = new double[n * n];
    double ridge = 0;
    while (!factor(matrix, n, ridge, factor)) {
      ridge = ridge == 0 ? 1e-12 * unit : 10 * ridge;
      if (!(ridge < 1e12 * unit)) {
        throw new ArithmeticException("Cholesky: the matrix has an entry that is not finite");
      }
    }
    return new Cholesky(n, factor);
  }

  private static boolean factor(double[] a, int n, double ridge, double[] l) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i * n + j] + (i == j ? ridge : 0);
        for (int k = 0; k < j; k++) {
          sum -= l[i * n + k] * l[j * n + k];
        }
        if (i == j) {
          if (!(sum > 1e-15 * (a[i * n + i] + ridge))) {
            return false;
          }
          l[i * n + i] = StrictMath.sqrt(sum);
        } else {
          l[i * n + j] = sum / l[j * n + j];
        }
      }
    }
    return true;
  }

  /**
   * Smallest squared pivot over its diagonal entry: 1 - the largest squared multiple correlation.
   */
  public double leastPivot(double[] matrix) {
    double least = 1;
    for (int i = 0; i < n; i++) {
      double pivot = factor[i * n + i];
      least = Math.min(least, pivot * pivot / matrix[i * n + i]);
    }
    return least;
  }

  /** Solves A x = b. */
  public double[] solve(double[] b) {
    double[] x = Arrays.copyOf(b, n);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= factor[i * n + k] * x[k];
      }
      x[i] /= factor[i * n + i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= factor[k * n + i] * x[k];
      }
      x[i] /= factor[i * n + i];
    }
    return x;
  }

  /** Diagonal of the inverse, each entry |L^-1 e_i|^2, without forming the inverse. */
  public double[] inverseDiagonal() {
    double[] diagonal = new double[n];
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      Arrays.fill(x, 0);
      x[i] = 1;
      for (int r = i; r < n; r++) {
        for (int k = i; k < r; k++) {
          x[r] -= factor[r * n + k] * x[k];
        }
        x[r] /= factor[r * n + r];
        diagonal[i] += x[r] * x[r];
      }
    }
    return diagonal;
  }
}

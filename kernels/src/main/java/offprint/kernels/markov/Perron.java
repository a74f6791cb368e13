package offprint.kernels.markov;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * The Perron eigenvalue and eigenvectors of an irreducible nonnegative matrix: M r = rho r, l M =
 * rho l, r and l positive.
 */
public final class Perron {
  private static final int MOST_STEPS = 200;

  private final double root;
  private final double[] right;
  private final double[] left;

  private Perron(double root, double[] right, double[] left) {
    this.root = root;
    this.right = right;
    this.left = left;
  }

  /** rho. */
  public double root() {
    return root;
  }

  /** r [n], largest entry 1; not to be changed. */
  public double[] right() {
    return right;
  }

  /** l [n], scaled so that sum_i l_i r_i = 1; not to be changed. */
  public double[] left() {
    return left;
  }

  /**
   * Noda's iteration: r <- (b I - M)^-1 r with b the Collatz–Wielandt bound max_i (M r)_i / r_i. It
   * converges quadratically, also for periodic matrices; each step solves n equations, scaled by r.
   *
   * @param matrix [n][n], not negative
   * @throws IllegalArgumentException if an entry is negative or not finite, or the matrix is
   *     reducible
   * @throws ArithmeticException if the bounds do not meet, naming the step
   */
  public static Perron of(double[][] matrix) {
    int n = matrix.length;
    check(matrix);
    if (n == 1) {
      return new Perron(matrix[0][0], new double[] {1}, new double[] {1});
    }
    double[][] transposed = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        transposed[j][i] = matrix[i][j];
      }
    }
    double[] right = new double[n];
    double root = iterate(matrix, right);
    double[] left = new double[n];
    iterate(transposed, left);
    double product = 0;
    for (int i = 0; i < n; i++) {
      product += left[i] * right[i];
    }
    for (int i = 0; i < n; i++) {
      left[i] /= product;
    }
    return new Perron(root, right, left);
  }

  /** rho alone, in half the time. */
  public static double rootOf(double[][] matrix) {
    check(matrix);
    return matrix.length == 1 ? matrix[0][0] : iterate(matrix, new double[matrix.length]);
  }

  private static void check(double[][] matrix) {
    int n = matrix.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (!(matrix[i][j] >= 0) || Double.isInfinite(matrix[i][j])) {
          throw new IllegalArgumentException(
              "entries must be finite and not negative: got %s in row %d, column %d"
                  .formatted(matrix[i][j], i, j));
        }
      }
    }
    int classes = CommunicatingClasses.of(matrix).count();
    if (classes > 1) {
      throw new IllegalArgumentException(
          "the matrix must be irreducible: got %d classes".formatted(classes));
    }
  }

  /** Leaves the eigenvector in {@code r}, largest entry 1, and returns the eigenvalue. */
  private static double iterate(double[][] m, double[] r) {
    int n = m.length;
    Arrays.fill(r, 1);
    double[] image = new double[n];
    DMatrixRMaj shifted = new DMatrixRMaj(n, n);
    DMatrixRMaj rhs = new DMatrixRMaj(n, 1);
    DMatrixRMaj solution = new DMatrixRMaj(n, 1);
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.lu(n);
    double best = Double.POSITIVE_INFINITY;
    for (int step = 1; step <= MOST_STEPS; step++) {
      double low = Double.POSITIVE_INFINITY;
      double high = 0;
      for (int i = 0; i < n; i++) {
        image[i] = 0;
        for (int j = 0; j < n; j++) {
          image[i] += m[i][j] * r[j];
        }
        low = Math.min(low, image[i] / r[i]);
        high = Math.max(high, image[i] / r[i]);
      }
      double spread = (high - low) / high;
      if (!(spread >= 0)) {
        throw new ArithmeticException(
            "Perron vector: step %d: bounds are %s and %s".formatted(step, low, high));
      }
      if (spread <= 4e-16 * n || (spread < 1e-10 && spread >= best)) {
        normalise(image, r);
        return 0.5 * (low + high);
      }
      best = spread;
      // scaled by r on both sides, so that entries far apart keep relative accuracy; the shift is
      // a little above the bound, so that rounding leaves an M-matrix
      double shift = high * (1 + 1e-15);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          shifted.set(i, j, (i == j ? shift : 0) - m[i][j] * r[j] / r[i]);
        }
        rhs.set(i, 0, 1);
      }
      if (!solver.setA(shifted)) {
        normalise(image, r);
        return 0.5 * (low + high);
      }
      solver.solve(rhs, solution);
      for (int i = 0; i < n; i++) {
        image[i] = r[i] * solution.get(i, 0);
      }
      normalise(image, r);
    }
    throw new ArithmeticException(
        "Perron vector: bounds do not meet in %d steps".formatted(MOST_STEPS));
  }

  /** Writes |from| / max |from| to {@code to}. */
  private static void normalise(double[] from, double[] to) {
    double largest = 0;
    for (int i = 0; i < to.length; i++) {
      largest = Math.max(largest, Math.abs(from[i]));
    }
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.abs(from[i]) / largest;
    }
  }
}

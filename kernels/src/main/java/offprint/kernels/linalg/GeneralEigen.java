package offprint.kernels.linalg;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Eigenvalues of a general square matrix, by falling modulus, of a pair the one above the real axis
 * first; eigenvectors by inverse iteration when asked for.
 */
public final class GeneralEigen {
  private static final int ITERATIONS = 3;

  private final double[] matrix;
  private final int n;
  private final List<Complex> values;

  private GeneralEigen(double[] matrix, int n, List<Complex> values) {
    this.matrix = matrix;
    this.n = n;
    this.values = values;
  }

  /** A complex number. */
  public record Complex(double re, double im) {
    public double modulus() {
      return Math.hypot(re, im);
    }

    /** Angle in (-π, π]. */
    public double angle() {
      return Math.atan2(im, re);
    }
  }

  /**
   * A complex vector.
   *
   * @param re [n]
   * @param im [n]
   */
  public record ComplexVector(double[] re, double[] im) {}

  /**
   * @param matrix [n × n], row by row
   * @throws ArithmeticException if the iteration does not converge, as with NaN
   */
  public static GeneralEigen of(double[] matrix, int n) {
    if (!Arrays.stream(matrix).allMatch(Double::isFinite)) {
      throw new ArithmeticException("eigenvalues: the matrix has an entry that is not finite");
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, false, false);
    if (!eigen.decompose(new DMatrixRMaj(n, n, true, matrix.clone()))) {
      throw new ArithmeticException("the eigenvalues do not converge");
    }
    List<Complex> values =
        IntStream.range(0, n)
            .mapToObj(eigen::getEigenvalue)
            .map((Complex_F64 value) -> new Complex(value.getReal(), value.getImaginary()))
            .sorted(
                Comparator.comparingDouble((Complex value) -> -rounded(value.modulus()))
                    .thenComparingDouble(value -> -rounded(value.re()))
                    .thenComparingDouble(value -> -value.im()))
            .toList();
    return new GeneralEigen(matrix.clone(), n, values);
  }

  /** The two of a pair have equal moduli whatever the rounding. */
  private static double rounded(double value) {
    return Math.rint(value * 1e12) / 1e12;
  }

  /** All n eigenvalues. */
  public List<Complex> values() {
    return values;
  }

  public Complex value(int i) {
    return values.get(i);
  }

  /** The greatest modulus. */
  public double radius() {
    return values.getFirst().modulus();
  }

  /** A right eigenvector of length 1: A v = λ v. */
  public ComplexVector right(int i) {
    return vector(i, false);
  }

  /** A left eigenvector of length 1: wᵀ A = λ wᵀ, so wᵀ x moves on by the factor λ. */
  public ComplexVector left(int i) {
    return vector(i, true);
  }

  /**
   * The matrix with every eigenvalue outside the unit circle moved to the circle, its angle kept: A
   * + Σ (λ/|λ| - λ) v wᵀ / wᵀv.
   *
   * @return [n × n]
   */
  public double[] clipped() {
    double[] result = matrix.clone();
    for (int e = 0; e < n; e++) {
      Complex value = values.get(e);
      if (value.modulus() <= 1) {
        continue;
      }
      ComplexVector v = right(e);
      ComplexVector w = left(e);
      double productRe = 0;
      double productIm = 0;
      for (int i = 0; i < n; i++) {
        productRe += v.re[i] * w.re[i] - v.im[i] * w.im[i];
        productIm += v.re[i] * w.im[i] + v.im[i] * w.re[i];
      }
      double factor = 1 / value.modulus() - 1;
      double square = productRe * productRe + productIm * productIm;
      double weightRe = factor * (value.re * productRe + value.im * productIm) / square;
      double weightIm = factor * (value.im * productRe - value.re * productIm) / square;
      for (int i = 0; i < n; i++) {
        double leftRe = weightRe * v.re[i] - weightIm * v.im[i];
        double leftIm = weightRe * v.im[i] + weightIm * v.re[i];
        for (int j = 0; j < n; j++) {
          result[i * n + j] +=
              leftRe * w.re[j] - leftIm * w.im[j]; // a pair's imaginary parts cancel
        }
      }
    }
    return result;
  }

  /** Inverse iteration on (A - λ - ε) as a real system of twice the size. */
  private ComplexVector vector(int index, boolean transposed) {
    Complex value = values.get(index);
    double shift = value.re + 1e-10 * Math.max(1e-3, value.modulus());
    DMatrixRMaj system = new DMatrixRMaj(2 * n, 2 * n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double entry = matrix[transposed ? j * n + i : i * n + j] - (i == j ? shift : 0);
        system.set(i, j, entry);
        system.set(n + i, n + j, entry);
      }
      system.set(i, n + i, value.im);
      system.set(n + i, i, -value.im);
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.lu(2 * n);
    if (!solver.setA(system)) {
      throw new ArithmeticException("eigenvector %d does not converge".formatted(index + 1));
    }
    DMatrixRMaj x = new DMatrixRMaj(2 * n, 1);
    for (int i = 0; i < n; i++) {
      x.set(i, 0, Math.cos(i + 1.0));
    }
    DMatrixRMaj next = new DMatrixRMaj(2 * n, 1);
    for (int i = 0; i < ITERATIONS; i++) {
      solver.solve(x, next);
      double norm = 0;
      for (double entry : next.data) {
        norm = Math.hypot(norm, entry);
      }
      for (int j = 0; j < 2 * n; j++) {
        x.set(j, 0, next.get(j) / norm);
      }
    }
    return turned(x.data);
  }

  /** Turned so that the entry of greatest modulus is positive: equal matrices, equal vectors. */
  private ComplexVector turned(double[] x) {
    int greatest = 0;
    double modulus = 0;
    for (int i = 0; i < n; i++) {
      double size = Math.hypot(x[i], x[n + i]);
      if (size > modulus * (1 + 1e-9)) {
        greatest = i;
        modulus = size;
      }
    }
    double cos = x[greatest] / modulus;
    double sin = -x[n + greatest] / modulus;
    double[] re = new double[n];
    double[] im = new double[n];
    for (int i = 0; i < n; i++) {
      re[i] = cos * x[i] - sin * x[n + i];
      im[i] = cos * x[n + i] + sin * x[i];
    }
    return new ComplexVector(re, im);
  }
}

package offprint.kernels.markov;

import java.util.Arrays;
import java.util.Comparator;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Eigenvalues of a transition matrix, largest modulus first: the first is 1. */
public final class Spectrum {
  private static final double DETAILED_BALANCE = 1e-12;

  private final double[] real;
  private final double[] imaginary;

  private Spectrum(double[] real, double[] imaginary) {
    this.real = real;
    this.imaginary = imaginary;
  }

  public int size() {
    return real.length;
  }

  public double real(int k) {
    return real[k];
  }

  /** 0 for every eigenvalue of a reversible chain. */
  public double imaginary(int k) {
    return imaginary[k];
  }

  /**
   * Reversible chains go through the symmetric matrix pi_i^1/2 P_ij pi_j^-1/2, others through the
   * general decomposition. O(n^3).
   *
   * @param transition [n][n], rows summing to 1
   * @param stationary [n], its stationary law, positive
   */
  public static Spectrum of(double[][] transition, double[] stationary) {
    int n = transition.length;
    boolean reversible = isReversible(transition, stationary);
    DMatrixRMaj a = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a.set(
            i,
            j,
            reversible ? StrictMath.sqrt(transition[i][j] * transition[j][i]) : transition[i][j]);
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, false, reversible);
    if (!eigen.decompose(a)) {
      throw new ArithmeticException("the eigenvalues of the transition matrix do not converge");
    }
    Complex_F64[] values = new Complex_F64[n];
    Arrays.setAll(values, eigen::getEigenvalue);
    Arrays.sort(values, Comparator.comparingDouble(z -> -z.getMagnitude()));
    double[] real = new double[n];
    double[] imaginary = new double[n];
    for (int i = 0; i < n; i++) {
      real[i] = values[i].real;
      imaginary[i] = values[i].imaginary;
    }
    return new Spectrum(real, imaginary);
  }

  /** Detailed balance pi_i P_ij = pi_j P_ji, within 1e-12 of the largest flow. */
  public static boolean isReversible(double[][] transition, double[] stationary) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < transition.length; i++) {
      for (int j = 0; j < i; j++) {
        double forth = stationary[i] * transition[i][j];
        double back = stationary[j] * transition[j][i];
        largest = Math.max(largest, Math.max(forth, back));
        difference = Math.max(difference, Math.abs(forth - back));
      }
    }
    return difference <= DETAILED_BALANCE * largest;
  }

  /** Absolute spectral gap 1 - |lambda_2|: the geometric rate of convergence; 0 if periodic. */
  public double absoluteGap() {
    return real.length == 1 ? 1 : 1 - Math.hypot(real[1], imaginary[1]);
  }

  /** 1 - the largest real part below the eigenvalue 1, which bounds asymptotic variances. */
  public double gap() {
    double[] ascending = real.clone();
    Arrays.sort(ascending);
    return ascending.length == 1 ? 1 : 1 - ascending[ascending.length - 2];
  }
}

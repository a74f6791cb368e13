package offprint.papers.lisasnl;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.linalg.SingularTriplets;

/**
 * s = V'(x - centre) with orthonormal columns V: noise of x that is N(0, I) stays so.
 *
 * @param basis V' [K][4 frequencies]
 * @param centre [4 frequencies]
 * @param left variance of the signals outside V, in units of the noise
 */
record Compression(double[][] basis, double[] centre, double left) {

  /** What to compress by. */
  enum Kind {
    /** Principal components of the simulated signals, renewed each round. */
    PCA,
    /** The gradients of the signal at the event's parameters: lossless there. */
    SCORE
  }

  /**
   * Principal components of noise-free signals, as few as leave less than {@code tail} of variance.
   *
   * @param signals [n][4 frequencies]
   * @param least components
   * @param most components
   */
  static Compression pca(
      List<float[]> signals, double tail, int least, int most, RandomGenerator random) {
    int n = signals.size();
    int size = signals.getFirst().length;
    double[] centre = new double[size];
    for (float[] signal : signals) {
      for (int k = 0; k < size; k++) {
        centre[k] += signal[k] / (double) n;
      }
    }
    double[] matrix = new double[n * size];
    double total = 0;
    for (int row = 0; row < n; row++) {
      float[] signal = signals.get(row);
      for (int k = 0; k < size; k++) {
        double value = signal[k] - centre[k];
        matrix[row * size + k] = value;
        total += value * value;
      }
    }
    int count = Math.min(most, Math.min(n, size));
    SingularTriplets leading =
        SingularTriplets.randomised(matrix, n, size, count, random.nextLong());
    double left = total / n;
    int components = 0;
    while (components < count && (left > tail || components < least)) {
      double value = leading.values()[components++];
      left -= value * value / n;
    }
    double[][] basis = new double[components][];
    for (int c = 0; c < components; c++) {
      basis[c] = Arrays.copyOfRange(leading.right(), c * size, (c + 1) * size);
    }
    return new Compression(basis, centre, Math.max(0, left));
  }

  /**
   * The space of the signal's gradients at a point.
   *
   * @param signal at the point
   * @param jacobian [d][4 frequencies]
   */
  static Compression score(double[] signal, double[][] jacobian) {
    double[][] basis = new double[jacobian.length][];
    for (int c = 0; c < basis.length; c++) {
      double[] row = jacobian[c].clone();
      for (int pass = 0; pass < 2; pass++) { // Gram-Schmidt, twice for orthogonality to all digits
        for (int b = 0; b < c; b++) {
          double along = dot(row, basis[b]);
          for (int k = 0; k < row.length; k++) {
            row[k] -= along * basis[b][k];
          }
        }
        double norm = Math.sqrt(dot(row, row));
        for (int k = 0; k < row.length; k++) {
          row[k] /= norm;
        }
      }
      basis[c] = row;
    }
    return new Compression(basis, signal, Double.NaN);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  /** The first {@code most} components only. */
  Compression first(int most) {
    return new Compression(Arrays.copyOf(basis, Math.min(most, basis.length)), centre, Double.NaN);
  }

  int components() {
    return basis.length;
  }

  double[] apply(double[] x) {
    double[] s = new double[basis.length];
    for (int c = 0; c < s.length; c++) {
      double[] row = basis[c];
      double sum = 0;
      for (int k = 0; k < x.length; k++) {
        sum += row[k] * (x[k] - centre[k]);
      }
      s[c] = sum;
    }
    return s;
  }

  double[] apply(float[] x) {
    double[] wide = new double[x.length];
    Arrays.setAll(wide, k -> x[k]);
    return apply(wide);
  }
}

package offprint.kernels.tensor;

/**
 * Symmetric matrices of size R by their pairs r <= s, row by row: S = R (R + 1) / 2 numbers. What
 * is linear in the matrices E_k of K modes, such as E[(W'z)^2] = sum of C_ij E[z z']_ij, is thus a
 * sum over S^K numbers, not R^2K.
 */
public final class SymmetricPairs {
  private final int size; // R
  private final int modes;
  private final int[] pairOf; // [R, R]
  private final int[] at; // position of entry (i, j) of the big matrix [R^K, R^K]

  /**
   * @param size R, of each mode
   */
  public SymmetricPairs(int size, int modes) {
    this.size = size;
    this.modes = modes;
    pairOf = new int[size * size];
    for (int r = 0, pair = 0; r < size; r++) {
      for (int s = r; s < size; s++, pair++) {
        pairOf[r * size + s] = pair;
        pairOf[s * size + r] = pair;
      }
    }
    int big = KroneckerSums.power(size, modes);
    at = new int[Math.multiplyExact(big, big)];
    for (int i = 0; i < big; i++) {
      for (int j = 0; j < big; j++) {
        int position = 0;
        for (int k = 0, stride = big; k < modes; k++) {
          stride /= size;
          position = position * pairs() + pairOf[i / stride % size * size + j / stride % size];
        }
        at[i * big + j] = position;
      }
    }
  }

  /** S. */
  public int pairs() {
    return size * (size + 1) / 2;
  }

  /** Position of entry (r, s) among the pairs. */
  public int pair(int r, int s) {
    return pairOf[r * size + s];
  }

  /**
   * Coefficients of the pairs' Kronecker products that give sum of matrix_ij (E_1 x ... x E_K)_ij.
   *
   * @param matrix [R^K, R^K]
   * @return [S^K]
   */
  public double[] coefficients(double[] matrix) {
    double[] sums = new double[KroneckerSums.power(pairs(), modes)];
    for (int i = 0; i < matrix.length; i++) {
      sums[at[i]] += matrix[i];
    }
    return sums;
  }

  /**
   * The matrix E_1 x ... x E_K, or a sum of such.
   *
   * @param products Kronecker products of the pairs [S^K]
   * @return [R^K, R^K]
   */
  public double[] matrix(double[] products) {
    double[] matrix = new double[at.length];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = products[at[i]];
    }
    return matrix;
  }

  /**
   * Second moments mean mean' + covariance as pairs.
   *
   * @param mean [n, R]
   * @param covariance [n, R, R]
   * @return [n, S]
   */
  public double[] secondMoments(double[] mean, double[] covariance) {
    int n = mean.length / size;
    double[] moments = new double[n * pairs()];
    for (int i = 0; i < n; i++) {
      for (int r = 0; r < size; r++) {
        for (int s = r; s < size; s++) {
          moments[i * pairs() + pairOf[r * size + s]] =
              mean[i * size + r] * mean[i * size + s] + covariance[(i * size + r) * size + s];
        }
      }
    }
    return moments;
  }
}

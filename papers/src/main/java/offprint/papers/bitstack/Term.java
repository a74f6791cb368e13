package offprint.papers.bitstack;

import offprint.kernels.quantization.SignBits;
import offprint.kernels.torch.HalfPrecision;

/**
 * One term of a decomposition: S ∘ (u v).
 *
 * @param u [rows × rank]
 * @param v [rank × columns]
 * @param signs S, row by row
 */
record Term(int rows, int columns, int rank, double[] u, double[] v, byte[] signs) {

  /** The term with u and v rounded to fp16. */
  Term rounded() {
    return new Term(rows, columns, rank, rounded(u), rounded(v), signs);
  }

  private static double[] rounded(double[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = HalfPrecision.round(values[i]);
    }
    return result;
  }

  /**
   * Adds a multiple of the term.
   *
   * @param sum [rows × columns]
   * @param first number of rows of the term that count
   */
  void addTo(double[] sum, double factor, int first) {
    double[] row = new double[columns];
    for (int i = 0; i < first; i++) {
      product(i, row);
      for (int j = 0; j < columns; j++) {
        long at = (long) i * columns + j;
        sum[(int) at] += factor * SignBits.sign(signs, at) * row[j];
      }
    }
  }

  /** Row i of u v. */
  private void product(int i, double[] row) {
    for (int j = 0; j < columns; j++) {
      row[j] = u[i * rank] * v[j];
    }
    for (int r = 1; r < rank; r++) {
      double factor = u[i * rank + r];
      for (int j = 0; j < columns; j++) {
        row[j] += factor * v[r * columns + j];
      }
    }
  }
}

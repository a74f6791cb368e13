package offprint.kernels.tensor;

import offprint.kernels.convex.Cholesky;

/** Ridge regressions, one for each index of a mode: (A'A + ridge I) u = A'y. */
final class NormalEquations {
  private final int size;
  private final double[] gram; // [indices, size, size], lower triangles
  private final double[] shift; // [indices, size]

  NormalEquations(int indices, int size) {
    this.size = size;
    gram = new double[indices * size * size];
    shift = new double[indices * size];
  }

  void add(int index, double[] a, double y) {
    int from = index * size * size;
    for (int r = 0; r < size; r++) {
      shift[index * size + r] += y * a[r];
      for (int s = 0; s <= r; s++) {
        gram[from + r * size + s] += a[r] * a[s];
      }
    }
  }

  /** Fills the solutions [indices, size]; an index without rows gets zeros. */
  void solve(double ridge, double[] solutions) {
    double[] matrix = new double[size * size];
    double[] right = new double[size];
    for (int i = 0; i < solutions.length / size; i++) {
      System.arraycopy(gram, i * size * size, matrix, 0, matrix.length);
      System.arraycopy(shift, i * size, right, 0, size);
      for (int r = 0; r < size; r++) {
        matrix[r * size + r] += ridge;
      }
      System.arraycopy(Cholesky.damped(matrix, size).solve(right), 0, solutions, i * size, size);
    }
  }
}

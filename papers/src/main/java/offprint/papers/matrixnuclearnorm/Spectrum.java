package offprint.papers.matrixnuclearnorm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import offprint.kernels.torch.Lapack;
import offprint.kernels.torch.Session;

/**
 * Singular values of a state matrix, and the measures derived from them.
 *
 * @param rows N
 * @param columns d
 * @param squares σ², min(N, d) of them, ascending; below rounding 0
 */
record Spectrum(int rows, int columns, double[] squares) {
  /** Eigenvalues below this share of their sum count as rounding errors. */
  private static final double ROUNDING = 1e-14;

  /** From the eigenvalues of the smaller of X Xᵀ and Xᵀ X. */
  static Spectrum of(Session session, StateMatrix x) {
    int n = Math.min(x.rows(), x.columns());
    double[] gram;
    try (NDScope _ = new NDScope()) {
      NDArray values = session.constant(x.values(), x.rows(), x.columns());
      NDArray transposed = values.transpose();
      gram =
          (x.rows() <= x.columns() ? values.matMul(transposed) : transposed.matMul(values))
              .toDoubleArray();
    }
    double[] squares = Lapack.eigenvalues(gram, n);
    Arrays.setAll(squares, i -> squares[i] < ROUNDING * x.rows() ? 0 : squares[i]);
    return new Spectrum(x.rows(), x.columns(), squares);
  }

  /** The authors' way: the singular value decomposition of the d × d matrix Xᵀ X / N. */
  static double[] byDecomposition(Session session, StateMatrix x) {
    double[] sigma;
    try (NDScope _ = new NDScope()) {
      NDArray values = session.constant(x.values(), x.rows(), x.columns());
      sigma = values.transpose().matMul(values).div(x.rows()).toDoubleArray();
    }
    return Lapack.singularValues(sigma, x.columns(), x.columns(), true);
  }

  /** Σ σ. */
  double nuclearNorm() {
    return Arrays.stream(squares).map(Math::sqrt).sum();
  }

  /** −Σ s ln s, s = σ²/N, in nats. */
  double entropyNats() {
    double sum = 0;
    for (double square : squares) {
      double s = square / rows;
      sum -= s > 0 ? s * Math.log(s) : 0;
    }
    return Math.max(0, sum);
  }

  /** Entropy over ln d; NaN for d = 1. */
  double matrixEntropy() {
    return columns == 1 ? Double.NaN : entropyNats() / Math.log(columns);
  }

  /** exp of the entropy: the number of equal singular values with the same entropy. */
  double effectiveRank() {
    return Math.exp(entropyNats());
  }
}

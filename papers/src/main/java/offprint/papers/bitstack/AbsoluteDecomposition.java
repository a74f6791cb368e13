package offprint.papers.bitstack;

import offprint.kernels.linalg.SingularTriplets;
import offprint.kernels.quantization.SignBits;

/**
 * Iterative absolute value decomposition: R_0 = C; S_i = sign(R_i); |R_i| ≈ u_i v_i by its leading
 * singular triplets, u = U √σ, v = √σ Vᵀ; R_{i+1} = R_i − S_i ∘ (u_i v_i). The largest |u| of a
 * column is positive.
 */
final class AbsoluteDecomposition {
  /** Below this many rows or columns {@link Svd#AUTO} decomposes exactly. */
  static final int EXACT_BELOW = 512;

  private final int rows;
  private final int columns;
  private final int rank;
  private final Rounding rounding;
  private final Svd svd;
  private final long seed;
  private final double[] residual;
  private final double[] missing;
  private int terms;

  /** What is taken off the residual. */
  enum Rounding {
    /** The term as fp16 stores it, so that later terms repair the rounding. */
    STORED,
    /** The term before rounding, though it is stored in fp16: the authors' way. */
    REFERENCE,
    /** The term before rounding, and nothing is rounded. */
    NONE
  }

  /** How the singular triplets are found. */
  enum Svd {
    AUTO,
    EXACT,
    RANDOM
  }

  /**
   * @param matrix C [rows × columns]; overwritten
   * @param rank k, at most min(rows, columns)
   * @param seed of the random range finder
   */
  AbsoluteDecomposition(
      double[] matrix, int rows, int columns, int rank, Rounding rounding, Svd svd, long seed) {
    this.rows = rows;
    this.columns = columns;
    this.rank = rank;
    this.rounding = rounding;
    this.svd = svd;
    this.seed = seed;
    this.residual = matrix;
    this.missing = rounding == Rounding.REFERENCE ? matrix.clone() : matrix;
  }

  /** max(1, mn / (128 (m + n))), rounded: a hundred-and-twenty-eighth of the weights in factors. */
  static int automaticRank(int rows, int columns) {
    return (int) Math.max(1, Math.round((double) rows * columns / (128.0 * (rows + columns))));
  }

  /**
   * The next term, u and v as they are to be stored.
   *
   * @throws ArithmeticException if the singular values do not converge, as with NaN
   */
  Term next() {
    double[] size = new double[residual.length];
    for (int i = 0; i < size.length; i++) {
      size[i] = Math.abs(residual[i]);
    }
    SingularTriplets triplets = triplets(size);
    double[] u = triplets.left().clone();
    double[] v = triplets.right().clone();
    for (int r = 0; r < rank; r++) {
      double root = Math.sqrt(Math.max(0, triplets.values()[r]));
      double sign = sign(u, r);
      for (int i = 0; i < rows; i++) {
        u[i * rank + r] *= sign * root;
      }
      for (int j = 0; j < columns; j++) {
        v[r * columns + j] *= sign * root;
      }
    }
    Term exact = new Term(rows, columns, rank, u, v, SignBits.pack(residual));
    Term stored = rounding == Rounding.NONE ? exact : exact.rounded();
    (rounding == Rounding.STORED ? stored : exact).addTo(residual, -1, rows);
    if (rounding == Rounding.REFERENCE) {
      stored.addTo(missing, -1, rows);
    }
    terms++;
    return stored;
  }

  /** Goes on after a term that was found and stored before; not after the authors' way. */
  void skip(Term stored) {
    if (rounding == Rounding.REFERENCE) {
      throw new IllegalArgumentException(
          "residual must be rounded to go on with a stack: got reference");
    }
    stored.addTo(residual, -1, rows);
    terms++;
  }

  private SingularTriplets triplets(double[] size) {
    boolean random =
        svd == Svd.RANDOM || (svd == Svd.AUTO && Math.min(rows, columns) >= EXACT_BELOW);
    return random
        ? SingularTriplets.randomised(size, rows, columns, rank, seed + terms)
        : SingularTriplets.exact(size, rows, columns, rank);
  }

  private double sign(double[] u, int r) {
    double largest = 0;
    for (int i = 0; i < rows; i++) {
      double value = u[i * rank + r];
      if (Math.abs(value) > Math.abs(largest) * (1 + 1e-9)) {
        largest = value;
      }
    }
    return largest < 0 ? -1 : 1;
  }

  /** Norm of what the stored terms leave of C. */
  double missingNorm() {
    return norm(missing);
  }

  static double norm(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}

package offprint.kernels.dynamics;

import java.util.Arrays;
import java.util.stream.IntStream;
import offprint.kernels.linalg.GeneralEigen;
import offprint.kernels.linalg.SymmetricEigen;

/**
 * Extended dynamic mode decomposition (Williams, Kevrekidis, Rowley 2015): the matrix K that moves
 * the features ψ of a state one step on, by least squares over pairs (x, y), min Σ |ψ(y) - K
 * ψ(x)|². With the variables themselves as features it is dynamic mode decomposition.
 */
public final class ExtendedDmd {
  private static final int BLOCK = 64;

  /** Directions of the scaled Gram matrix below this part of the greatest are rounding. */
  private static final double ROUNDING = 1e-13;

  private final Monomials dictionary;
  private final double[] operator;

  private ExtendedDmd(Monomials dictionary, double[] operator) {
    this.dictionary = dictionary;
    this.operator = operator;
  }

  /**
   * Fits the operator.
   *
   * @param from states [pairs][variables]
   * @param to the states one step later [pairs][variables]
   * @throws IllegalArgumentException if there are no pairs
   */
  public static ExtendedDmd fit(Monomials dictionary, double[][] from, double[][] to) {
    if (from.length == 0) {
      throw new IllegalArgumentException("there must be at least one pair of states: got none");
    }
    int m = dictionary.size();
    double[] gram = new double[m * m];
    double[] cross = new double[m * m];
    double[] psi = new double[BLOCK * m];
    double[] next = new double[BLOCK * m];
    for (int start = 0; start < from.length; start += BLOCK) {
      int rows = Math.min(BLOCK, from.length - start);
      for (int r = 0; r < rows; r++) {
        dictionary.evaluate(from[start + r], psi, r * m);
        dictionary.evaluate(to[start + r], next, r * m);
      }
      for (int i = 0; i < m; i++) {
        accumulate(gram, psi, psi, rows, m, i, i);
        accumulate(cross, psi, next, rows, m, i, 0);
      }
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < i; j++) {
        gram[i * m + j] = gram[j * m + i];
      }
    }
    return new ExtendedDmd(dictionary, solve(gram, cross, m));
  }

  /** Adds Σ_r left[r][i] right[r][j], j from {@code first} on, to row i of {@code sum}. */
  private static void accumulate(
      double[] sum, double[] left, double[] right, int rows, int m, int i, int first) {
    for (int r = 0; r < rows; r++) {
      double factor = left[r * m + i];
      for (int j = first; j < m; j++) {
        sum[i * m + j] += factor * right[r * m + j];
      }
    }
  }

  /** K = (G⁺ A)ᵀ, with the pseudo-inverse of G scaled to a unit diagonal. */
  private static double[] solve(double[] gram, double[] cross, int m) {
    double[] scale =
        IntStream.range(0, m)
            .mapToDouble(i -> gram[i * m + i] > 0 ? 1 / Math.sqrt(gram[i * m + i]) : 0)
            .toArray();
    double[] scaled = new double[m * m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        scaled[i * m + j] = scale[i] * scale[j] * gram[i * m + j];
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(scaled, m);
    double[] operator = new double[m * m];
    double[] part = new double[m];
    for (int e = 0; e < m && eigen.value(e) > ROUNDING * eigen.value(0); e++) {
      double[] vector = eigen.vector(e);
      Arrays.fill(part, 0);
      for (int i = 0; i < m; i++) {
        double weight = vector[i] * scale[i] / eigen.value(e);
        for (int j = 0; j < m; j++) {
          part[j] += weight * cross[i * m + j];
        }
      }
      for (int j = 0; j < m; j++) {
        for (int i = 0; i < m; i++) {
          operator[j * m + i] += part[j] * scale[i] * vector[i];
        }
      }
    }
    return operator;
  }

  /** K, [features × features], row by row: ψ(y) ≈ K ψ(x). */
  public double[] operator() {
    return operator.clone();
  }

  public Monomials dictionary() {
    return dictionary;
  }

  /** The features of a state [features]. */
  public double[] lift(double[] state) {
    double[] features = new double[dictionary.size()];
    dictionary.evaluate(state, features, 0);
    return features;
  }

  /** Eigenvalues and eigenvectors of the operator. */
  public GeneralEigen eigen() {
    return GeneralEigen.of(operator, dictionary.size());
  }

  /**
   * The states after 1, 2, … steps: K^j ψ(state), read at the features that are the variables.
   *
   * @return [steps][variables]; not finite where the linear system has grown out of range
   * @throws IllegalStateException if a variable is not a feature
   */
  public double[][] forecast(double[] state, int steps) {
    int m = dictionary.size();
    int[] read = IntStream.range(0, dictionary.variables()).map(dictionary::of).toArray();
    if (Arrays.stream(read).anyMatch(f -> f < 0)) {
      throw new IllegalStateException("a forecast needs every variable among the features");
    }
    double[] features = lift(state);
    double[] next = new double[m];
    double[][] forecast = new double[steps][read.length];
    for (int s = 0; s < steps; s++) {
      for (int i = 0; i < m; i++) {
        double sum = 0;
        for (int j = 0; j < m; j++) {
          sum += operator[i * m + j] * features[j];
        }
        next[i] = sum;
      }
      double[] swap = features;
      features = next;
      next = swap;
      for (int v = 0; v < read.length; v++) {
        forecast[s][v] = features[read[v]];
      }
    }
    return forecast;
  }
}

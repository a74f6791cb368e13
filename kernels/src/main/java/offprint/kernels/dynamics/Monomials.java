package offprint.kernels.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A dictionary of products of powers of the variables, the features of extended dynamic mode
 * decomposition.
 */
public final class Monomials {
  private final int variables;
  private final int[][] exponents;

  /** For each feature a factor and the variable that it is multiplied by, or -1 for 1. */
  private final int[] factor;

  private final int[] times;

  private Monomials(int variables, List<int[]> exponents) {
    this.variables = variables;
    this.exponents = exponents.toArray(int[][]::new);
    factor = new int[exponents.size()];
    times = new int[exponents.size()];
    Arrays.fill(factor, -1);
    for (int f = 0; f < factor.length; f++) {
      divide(f);
    }
  }

  /** Finds an earlier feature that is this one divided by a variable. */
  private void divide(int feature) {
    int[] rest = exponents[feature].clone();
    for (int v = 0; v < variables && factor[feature] < 0; v++) {
      if (rest[v] > 0) {
        rest[v]--;
        for (int f = 0; f < feature && factor[feature] < 0; f++) {
          factor[feature] = Arrays.equals(exponents[f], rest) ? f : -1;
          times[feature] = v;
        }
        rest[v]++;
      }
    }
  }

  /**
   * These products only.
   *
   * @param exponents one row a feature [features][variables]
   * @throws IllegalArgumentException if a row has another length or a negative exponent
   */
  public static Monomials of(int variables, int[]... exponents) {
    for (int[] row : exponents) {
      if (row.length != variables || Arrays.stream(row).anyMatch(e -> e < 0)) {
        throw new IllegalArgumentException(
            "exponents must be %d numbers of at least 0: got %s"
                .formatted(variables, Arrays.toString(row)));
      }
    }
    return new Monomials(variables, List.of(exponents));
  }

  /** The variables themselves: the features of dynamic mode decomposition. */
  public static Monomials linear(int variables) {
    List<int[]> rows = new ArrayList<>();
    for (int v = 0; v < variables; v++) {
      int[] row = new int[variables];
      row[v] = 1;
      rows.add(row);
    }
    return new Monomials(variables, rows);
  }

  /**
   * All products up to a degree, the constant included, by rising degree.
   *
   * @param degree 1 gives the features of affine dynamic mode decomposition
   */
  public static Monomials upTo(int variables, int degree) {
    List<int[]> rows = new ArrayList<>();
    for (int d = 0; d <= degree; d++) {
      add(rows, new int[variables], 0, d);
    }
    return new Monomials(variables, rows);
  }

  private static void add(List<int[]> rows, int[] row, int variable, int left) {
    if (variable == row.length - 1 || left == 0) {
      int[] complete = row.clone();
      complete[variable] += left;
      rows.add(complete);
      return;
    }
    for (int e = left; e >= 0; e--) {
      row[variable] = e;
      add(rows, row, variable + 1, left - e);
    }
    row[variable] = 0;
  }

  /** Number of products up to a degree, C(variables + degree, degree); infinite beyond 2^53. */
  public static double count(int variables, int degree) {
    double count = 1;
    for (int d = 1; d <= degree; d++) {
      count *= (double) (variables + d) / d;
    }
    return Math.rint(count);
  }

  /** Number of features. */
  public int size() {
    return exponents.length;
  }

  public int variables() {
    return variables;
  }

  /** The exponents of one feature [variables]. */
  public int[] exponents(int feature) {
    return exponents[feature].clone();
  }

  /** The feature that is one variable itself, or -1. */
  int of(int variable) {
    for (int f = 0; f < exponents.length; f++) {
      if (exponents[f][variable] == 1 && Arrays.stream(exponents[f]).sum() == 1) {
        return f;
      }
    }
    return -1;
  }

  /** Writes the features of a state to {@code features} from {@code at} on. */
  public void evaluate(double[] state, double[] features, int at) {
    for (int f = 0; f < factor.length; f++) {
      features[at + f] =
          factor[f] >= 0 ? features[at + factor[f]] * state[times[f]] : product(f, state);
    }
  }

  private double product(int feature, double[] state) {
    double product = 1;
    for (int v = 0; v < variables; v++) {
      for (int e = 0; e < exponents[feature][v]; e++) {
        product *= state[v];
      }
    }
    return product;
  }
}

package offprint.kernels.tensor;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sums of Kronecker products over the entries of a sparse tensor. Entry n has one index i_k a mode
 * k of K, each mode a table of vectors v_k[i] of one size S, and z_n is the Kronecker product of
 * the vectors v_k[i_k] in the order of the modes, the first mode slowest, [S^K].
 *
 * <p>Entries are taken in groups that share an index in one mode, the vector of which then costs
 * S^K once a group and not once an entry.
 */
public final class KroneckerSums {
  private final int[][] index;
  private final int[] sizes;
  private final int[][] order; // entries sorted by their index in a mode [K, entries]

  /** Takes what remains of an entry. */
  @FunctionalInterface
  public interface Remainder {
    /**
     * @param gradient [S], not to be changed nor kept
     */
    void take(int entry, double[] gradient);
  }

  /**
   * @param index of each mode and entry [K, entries]
   * @param sizes how many indices each mode has [K]
   */
  public KroneckerSums(int[][] index, int[] sizes) {
    this.index = index;
    this.sizes = sizes;
    order =
        IntStream.range(0, index.length)
            .mapToObj(k -> sorted(index[k], sizes[k]))
            .toArray(int[][]::new);
  }

  /** Entries by their index, counted into place. */
  private static int[] sorted(int[] index, int size) {
    int[] start = new int[size + 1];
    for (int i : index) {
      start[i + 1]++;
    }
    for (int i = 0; i < size; i++) {
      start[i + 1] += start[i];
    }
    int[] order = new int[index.length];
    for (int n = 0; n < index.length; n++) {
      order[start[index[n]]++] = n;
    }
    return order;
  }

  /** The mode with fewest indices, {@code mode} aside; -1 where there is no other. */
  private int groupBeside(int mode) {
    int best = -1;
    for (int k = 0; k < sizes.length; k++) {
      if (k != mode && (best < 0 || sizes[k] < sizes[best])) {
        best = k;
      }
    }
    return best;
  }

  /**
   * The gradient of sum_s coefficients_s z_n,s with respect to the vector of one mode, for each
   * entry.
   *
   * @param coefficients [S^K], the first mode slowest
   * @param vectors of each mode, row-major [K][sizes, S]
   */
  public void gradients(
      double[] coefficients, double[][] vectors, int size, int mode, Remainder remainder) {
    int modes = index.length;
    int group = groupBeside(mode);
    if (group < 0) {
      for (int n = 0; n < index[mode].length; n++) {
        remainder.take(n, coefficients);
      }
      return;
    }
    int[] rest = IntStream.range(0, modes).filter(k -> k != group && k != mode).toArray();
    double[][] reduced = new double[rest.length + 1][];
    for (int depth = 0; depth <= rest.length; depth++) {
      reduced[depth] = new double[power(size, modes - 1 - depth)];
    }
    int last = -1;
    for (int n : order[group]) {
      int shared = index[group][n];
      if (shared != last) {
        last = shared;
        contract(
            coefficients, vectors[group], shared, size, power(size, modes - 1 - group), reduced[0]);
      }
      for (int depth = rest.length - 1, at = 0; depth >= 0; depth--, at++) {
        int k = rest[depth];
        int behind = mode > k ? 1 : 0; // all other modes behind k are contracted
        contract(reduced[at], vectors[k], index[k][n], size, power(size, behind), reduced[at + 1]);
      }
      remainder.take(n, reduced[rest.length]);
    }
  }

  /** Contracts one axis of a tensor [left, size, right] with a vector. */
  private static void contract(
      double[] tensor, double[] vectors, int row, int size, int right, double[] result) {
    int left = tensor.length / (size * right);
    if (right == 1) {
      for (int l = 0; l < left; l++) {
        double sum = 0;
        for (int s = 0; s < size; s++) {
          sum += tensor[l * size + s] * vectors[row * size + s];
        }
        result[l] = sum;
      }
      return;
    }
    Arrays.fill(result, 0, left * right, 0);
    for (int l = 0; l < left; l++) {
      for (int s = 0; s < size; s++) {
        double factor = vectors[row * size + s];
        int from = (l * size + s) * right;
        for (int r = 0; r < right; r++) {
          result[l * right + r] += factor * tensor[from + r];
        }
      }
    }
  }

  /**
   * sum_n weights_n z_n.
   *
   * @param vectors of each mode, row-major [K][sizes, S]
   * @param weights one an entry
   * @return [S^K]
   */
  public double[] total(double[][] vectors, int size, double[] weights) {
    int modes = index.length;
    int group = groupBeside(-1);
    int[] rest = IntStream.range(0, modes).filter(k -> k != group).toArray();
    double[] total = new double[power(size, modes)];
    double[] partial = new double[power(size, modes - 1)];
    double[][] product = new double[rest.length + 1][];
    for (int depth = 0; depth <= rest.length; depth++) {
      product[depth] = new double[power(size, depth)];
    }
    int last = -1;
    for (int n : order[group]) {
      if (index[group][n] != last) {
        spread(partial, vectors[group], last, size, power(size, modes - 1 - group), total);
        last = index[group][n];
        Arrays.fill(partial, 0);
      }
      product[0][0] = weights[n];
      for (int depth = 0; depth < rest.length; depth++) {
        kronecker(
            product[depth], vectors[rest[depth]], index[rest[depth]][n], size, product[depth + 1]);
      }
      double[] whole = product[rest.length];
      for (int i = 0; i < partial.length; i++) {
        partial[i] += whole[i];
      }
    }
    spread(partial, vectors[group], last, size, power(size, modes - 1 - group), total);
    return total;
  }

  private static void kronecker(double[] a, double[] vectors, int row, int size, double[] result) {
    for (int i = 0; i < a.length; i++) {
      for (int s = 0; s < size; s++) {
        result[i * size + s] = a[i] * vectors[row * size + s];
      }
    }
  }

  /** Adds the outer product of a tensor [left, right] and a vector in between. */
  private static void spread(
      double[] tensor, double[] vectors, int row, int size, int right, double[] total) {
    if (row < 0) {
      return;
    }
    int left = tensor.length / right;
    for (int l = 0; l < left; l++) {
      for (int s = 0; s < size; s++) {
        double factor = vectors[row * size + s];
        int to = (l * size + s) * right;
        for (int r = 0; r < right; r++) {
          total[to + r] += factor * tensor[l * right + r];
        }
      }
    }
  }

  static int power(int base, int exponent) {
    int power = 1;
    for (int i = 0; i < exponent; i++) {
      power = Math.multiplyExact(power, base);
    }
    return power;
  }
}

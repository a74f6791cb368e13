package offprint.kernels.markov;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The exponential of small dense matrices and its derivative, by scaling to a norm of at most 1/2,
 * the Taylor polynomial of degree 16 and squaring. Matrices are [n * n], row-major. Keeps work
 * space; not thread-safe.
 */
public final class MatrixExponential {
  private static final int BLOCKS = 4;
  private static final double[] INVERSE_FACTORIAL = new double[BLOCKS * BLOCKS + 1];

  static {
    INVERSE_FACTORIAL[0] = 1;
    for (int k = 1; k < INVERSE_FACTORIAL.length; k++) {
      INVERSE_FACTORIAL[k] = INVERSE_FACTORIAL[k - 1] / k;
    }
  }

  private final int n;
  private final Pair[] power = new Pair[BLOCKS + 1];
  private Pair sum;
  private Pair product;

  /** A matrix and its derivative in one direction. */
  private record Pair(double[] value, double[] slope) {}

  public MatrixExponential(int n) {
    this.n = n;
    Arrays.setAll(power, _ -> pair());
    sum = pair();
    product = pair();
  }

  private Pair pair() {
    return new Pair(new double[n * n], new double[n * n]);
  }

  /**
   * exp(A t).
   *
   * @param result [n * n], written
   * @throws ArithmeticException if A t is not finite
   */
  public void of(double[] a, double t, double[] result) {
    exponentiate(a, null, t);
    System.arraycopy(sum.value, 0, result, 0, n * n);
  }

  /**
   * exp(A t) and Van Loan's integral of exp(A s) E exp(A (t - s)) over s in [0, t], the derivative
   * of exp(A t) along E t (Van Loan 1978).
   *
   * @param result [n * n], written
   * @param integral [n * n], written
   * @throws ArithmeticException if A t is not finite
   */
  public void of(double[] a, double[] e, double t, double[] result, double[] integral) {
    exponentiate(a, e, t);
    System.arraycopy(sum.value, 0, result, 0, n * n);
    System.arraycopy(sum.slope, 0, integral, 0, n * n);
  }

  /** Leaves the exponential in {@code sum}. */
  private void exponentiate(double[] a, double @Nullable [] e, double t) {
    boolean slope = e != null;
    double norm = norm(a) * Math.abs(t);
    if (!Double.isFinite(norm)) {
      throw new ArithmeticException("matrix exponential: the norm of A t is " + norm);
    }
    int squarings = norm <= 0.5 ? 0 : Math.getExponent(norm) + 2;
    double scale = Math.scalb(t, -squarings);
    for (int i = 0; i < n * n; i++) {
      power[1].value[i] = a[i] * scale;
      power[1].slope[i] = e == null ? 0 : e[i] * scale;
    }
    for (int k = 2; k <= BLOCKS; k++) {
      multiply(power[k - 1], power[1], power[k], slope);
    }
    polynomial(slope);
    for (int k = 0; k < squarings; k++) {
      multiply(sum, sum, product, slope);
      swap();
    }
  }

  private double norm(double[] a) {
    double norm = 0;
    for (int i = 0; i < n; i++) {
      double row = 0;
      for (int j = 0; j < n; j++) {
        row += Math.abs(a[i * n + j]);
      }
      norm = row > norm || Double.isNaN(row) ? row : norm;
    }
    return norm;
  }

  /** Paterson and Stockmeyer: blocks of four powers, by Horner's rule in the fourth. */
  private void polynomial(boolean slope) {
    double top = INVERSE_FACTORIAL[BLOCKS * BLOCKS];
    for (int i = 0; i < n * n; i++) {
      sum.value[i] = top * power[BLOCKS].value[i];
      sum.slope[i] = top * power[BLOCKS].slope[i];
    }
    for (int block = BLOCKS - 1; block >= 0; block--) {
      if (block < BLOCKS - 1) {
        multiply(sum, power[BLOCKS], product, slope);
        swap();
      }
      for (int k = 0; k < BLOCKS; k++) {
        double factor = INVERSE_FACTORIAL[block * BLOCKS + k];
        if (k == 0) {
          for (int i = 0; i < n; i++) {
            sum.value[i * n + i] += factor;
          }
          continue;
        }
        add(power[k].value, factor, sum.value);
        if (slope) {
          add(power[k].slope, factor, sum.slope);
        }
      }
    }
  }

  private void swap() {
    Pair old = sum;
    sum = product;
    product = old;
  }

  private static void add(double[] x, double factor, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * x[i];
    }
  }

  /** (X, dX) (Y, dY) = (X Y, dX Y + X dY). */
  private void multiply(Pair x, Pair y, Pair out, boolean slope) {
    Arrays.fill(out.value, 0);
    addProduct(x.value, y.value, n, out.value);
    if (slope) {
      Arrays.fill(out.slope, 0);
      addProduct(x.slope, y.value, n, out.slope);
      addProduct(x.value, y.slope, n, out.slope);
    }
  }

  private static void addProduct(double[] x, double[] y, int n, double[] out) {
    for (int i = 0; i < n; i++) {
      int row = i * n;
      for (int k = 0; k < n; k++) {
        double factor = x[row + k];
        int other = k * n;
        for (int j = 0; j < n; j++) {
          out[row + j] += factor * y[other + j];
        }
      }
    }
  }
}

package offprint.kernels.convex;

/**
 * Sums of w, w F and w F F' (lower triangle) over a run of states, each to be multiplied by
 * exp(top). Products are summed in tiles of two rows by four columns: eight sums in registers for
 * six loads, near the limit of scalar arithmetic.
 */
final class ChunkMoments {
  private final int k;
  private final double top;
  private final double[] first;
  private final double[] second;
  private double z;

  /**
   * @param columns [k][n]
   * @param from first state
   * @param weight [states of the run]
   */
  ChunkMoments(double[][] columns, int from, double[] weight, double top) {
    k = columns.length;
    this.top = top;
    first = new double[k];
    second = new double[k * k];
    if (top == Double.NEGATIVE_INFINITY) {
      return;
    }
    z = sum(weight);
    double[] upper = new double[weight.length];
    double[] lower = new double[weight.length];
    for (int a = 0; a < k; a += 2) {
      int next = Math.min(a + 1, k - 1);
      first[a] = weigh(weight, columns[a], from, upper);
      first[next] = weigh(weight, columns[next], from, lower);
      for (int b = 0; b <= next; b += 4) {
        tile(columns, from, upper, lower, a, b);
      }
    }
  }

  /** Writes w F and returns its sum, in four sums that do not wait for one another. */
  private static double weigh(double[] weight, double[] column, int from, double[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = weight[i] * column[from + i];
    }
    return sum(into);
  }

  private static double sum(double[] v) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < v.length; i += 4) {
      a += v[i];
      b += v[i + 1];
      c += v[i + 2];
      d += v[i + 3];
    }
    for (; i < v.length; i++) {
      a += v[i];
    }
    return (a + b) + (c + d);
  }

  private void tile(double[][] columns, int from, double[] u, double[] v, int a, int b) {
    double[] p = columns[b];
    double[] q = columns[Math.min(b + 1, k - 1)];
    double[] r = columns[Math.min(b + 2, k - 1)];
    double[] s = columns[Math.min(b + 3, k - 1)];
    double up = 0;
    double uq = 0;
    double ur = 0;
    double us = 0;
    double vp = 0;
    double vq = 0;
    double vr = 0;
    double vs = 0;
    for (int i = 0; i < u.length; i++) {
      double x = u[i];
      double y = v[i];
      double pi = p[from + i];
      double qi = q[from + i];
      double ri = r[from + i];
      double si = s[from + i];
      up += x * pi;
      uq += x * qi;
      ur += x * ri;
      us += x * si;
      vp += y * pi;
      vq += y * qi;
      vr += y * ri;
      vs += y * si;
    }
    put(a, b, up, uq, ur, us);
    if (a + 1 < k) {
      put(a + 1, b, vp, vq, vr, vs);
    }
  }

  private void put(int row, int b, double... sums) {
    for (int c = 0; c < sums.length && b + c <= row; c++) {
      second[row * k + b + c] = sums[c];
    }
  }

  double top() {
    return top;
  }

  /** Adds the sums, scaled to {@code common}, and returns the scaled sum of weights. */
  double addTo(double[] gradient, double[] hessian, double common) {
    if (top == Double.NEGATIVE_INFINITY) {
      return 0;
    }
    double scale = StrictMath.exp(top - common);
    for (int a = 0; a < k; a++) {
      gradient[a] += scale * first[a];
    }
    for (int a = 0; a < k * k; a++) {
      hessian[a] += scale * second[a];
    }
    return scale * z;
  }
}

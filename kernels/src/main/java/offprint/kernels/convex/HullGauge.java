package offprint.kernels.convex;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Where a point d lies in the convex hull of points g_i around the origin, which must be inside it:
 * the gauge gamma = min sum_i v_i subject to sum_i v_i g_i = d, v >= 0. Below 1 the point is in the
 * interior, at 1 on the boundary, above 1 outside. The dual solution y supports the hull: y.g_i <=
 * 1 for all i, and y.d = gamma.
 *
 * <p>Revised simplex method with an explicit inverse of the basis, artificial variables in a first
 * phase, and Bland's rule once steps have no length. O(n k) per step.
 */
public final class HullGauge {
  private static final double TOLERANCE = 1e-11;
  private static final int REFRESH = 40;

  private final double[] points;
  private final double[] d;
  private final int k;
  private final int n;
  private final Runnable onStep;
  private final int[] basis;
  private final double[] sign;
  private double[] inverse;
  private double[] level;
  private double[] normal;
  private int steps;
  private int idle;

  private HullGauge(double[] points, double[] d, Runnable onStep) {
    this.points = points;
    this.d = d;
    this.onStep = onStep;
    k = d.length;
    n = points.length / Math.max(1, k);
    basis = new int[k];
    sign = new double[k];
    inverse = new double[k * k];
    level = new double[k];
    normal = new double[k];
    for (int r = 0; r < k; r++) {
      basis[r] = -1 - r;
      sign[r] = d[r] < 0 ? -1 : 1;
      inverse[r * k + r] = sign[r];
      level[r] = Math.abs(d[r]);
    }
  }

  /**
   * @param points [n * k], point by point, of comparable size in each coordinate, spanning k
   *     dimensions
   * @param d [k]
   * @param onStep called at each pivot; may throw to stop
   * @throws ArithmeticException if the method does not end
   */
  public static HullGauge of(double[] points, double[] d, Runnable onStep) {
    HullGauge gauge = new HullGauge(points, d, onStep);
    gauge.pivotUntilOptimal(0);
    gauge.pivotUntilOptimal(1);
    return gauge;
  }

  /** gamma. */
  public double value() {
    double sum = 0;
    for (int r = 0; r < k; r++) {
      sum += basis[r] >= 0 ? level[r] : 0;
    }
    return sum;
  }

  /** y [k]; not to be changed. */
  public double[] normal() {
    return normal;
  }

  private void pivotUntilOptimal(int phase) {
    int most = 200 * (k + 10) + 20 * Math.min(n, 10_000);
    while (true) {
      onStep.run();
      price(phase);
      int entering = entering(phase);
      if (entering < 0) {
        return;
      }
      if (++steps > most) {
        throw new ArithmeticException("linear program: step %d: not optimal".formatted(steps));
      }
      double[] column = column(entering);
      int leaving = leaving(column, phase);
      if (leaving < 0) {
        throw new ArithmeticException(
            "linear program: step %d: no bound on the step".formatted(steps));
      }
      pivot(entering, leaving, column);
    }
  }

  /** y = c_B B^-1. */
  private void price(int phase) {
    Arrays.fill(normal, 0);
    for (int r = 0; r < k; r++) {
      double cost = basis[r] < 0 ? 1 - phase : phase;
      if (cost != 0) {
        for (int c = 0; c < k; c++) {
          normal[c] += cost * inverse[r * k + c];
        }
      }
    }
  }

  private int entering(int phase) {
    int best = -1;
    double least = -TOLERANCE;
    boolean bland = idle > 2 * k + 20;
    for (int i = 0; i < n; i++) {
      double reduced = phase;
      int at = i * k;
      for (int c = 0; c < k; c++) {
        reduced -= normal[c] * points[at + c];
      }
      if (reduced < least) {
        best = i;
        if (bland) {
          return best;
        }
        least = reduced;
      }
    }
    return best;
  }

  /** B^-1 g_i. */
  private double[] column(int i) {
    double[] column = new double[k];
    for (int r = 0; r < k; r++) {
      for (int c = 0; c < k; c++) {
        column[r] += inverse[r * k + c] * points[i * k + c];
      }
    }
    return column;
  }

  private int leaving(double[] column, int phase) {
    int leaving = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int r = 0; r < k; r++) {
      boolean stuck = phase == 1 && basis[r] < 0 && Math.abs(column[r]) > 1e-9;
      if (column[r] > 1e-10 || stuck) {
        double ratio = stuck ? 0 : Math.max(0, level[r]) / column[r];
        boolean tie = ratio == least && (leaving < 0 || basis[r] < basis[leaving]);
        if (ratio < least || tie) {
          least = ratio;
          leaving = r;
        }
      }
    }
    return leaving;
  }

  private void pivot(int entering, int leaving, double[] column) {
    idle = level[leaving] <= 1e-13 ? idle + 1 : 0;
    basis[leaving] = entering;
    double pivot = column[leaving];
    for (int c = 0; c < k; c++) {
      inverse[leaving * k + c] /= pivot;
    }
    level[leaving] /= pivot;
    for (int r = 0; r < k; r++) {
      double factor = column[r];
      if (r != leaving && factor != 0) {
        for (int c = 0; c < k; c++) {
          inverse[r * k + c] -= factor * inverse[leaving * k + c];
        }
        level[r] -= factor * level[leaving];
      }
    }
    if (steps % REFRESH == 0) {
      refresh();
    }
  }

  /** Inverts the basis anew, against the growth of rounding. */
  private void refresh() {
    DMatrixRMaj b = new DMatrixRMaj(k, k);
    for (int r = 0; r < k; r++) {
      for (int c = 0; c < k; c++) {
        double value = basis[r] >= 0 ? points[basis[r] * k + c] : c == -1 - basis[r] ? sign[c] : 0;
        b.set(c, r, value);
      }
    }
    DMatrixRMaj inverted = new DMatrixRMaj(k, k);
    if (!CommonOps_DDRM.invert(b, inverted)) {
      throw new ArithmeticException(
          "linear program: step %d: the basis is singular".formatted(steps));
    }
    inverse = inverted.data;
    level = new double[k];
    for (int r = 0; r < k; r++) {
      for (int c = 0; c < k; c++) {
        level[r] += inverse[r * k + c] * d[c];
      }
    }
  }
}

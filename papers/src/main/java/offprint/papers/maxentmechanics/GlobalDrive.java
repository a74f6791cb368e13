package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The global form: a whole path has weight prod_t P0 exp(-lambda_t J), so that later forces act
 * back on earlier steps. d mean_t / d lambda_s = -Cov(J_t, J_s), symmetric. Sums run forward and
 * backward, scaled at each step.
 */
final class GlobalDrive implements DrivenChain {
  private final double[][] flux;
  private final int n;
  private final int steps;
  private final double[][][] weight;
  private final double[][] forward;
  private final double[][] backward;
  private final double[] forwardScale;
  private final double[] backwardScale;
  private double logZ;

  /**
   * @param reference P0 [n][n]
   * @param flux J [n][n]
   * @param start law of x_0 under the reference [n]
   * @param lambda [T]
   */
  GlobalDrive(double[][] reference, double[][] flux, double[] start, double[] lambda) {
    this.flux = flux;
    n = start.length;
    steps = lambda.length;
    weight = new double[steps][n][n];
    forward = new double[steps + 1][n];
    backward = new double[steps + 1][n];
    forwardScale = new double[steps];
    backwardScale = new double[steps];
    forward[0] = start.clone();
    for (int t = 0; t < steps; t++) {
      double top = Double.NEGATIVE_INFINITY;
      for (int x = 0; x < n; x++) {
        for (int y = 0; y < n; y++) {
          top = reference[x][y] > 0 ? Math.max(top, -lambda[t] * flux[x][y]) : top;
        }
      }
      for (int x = 0; x < n; x++) {
        for (int y = 0; y < n; y++) {
          weight[t][x][y] =
              reference[x][y] > 0
                  ? reference[x][y] * StrictMath.exp(-lambda[t] * flux[x][y] - top)
                  : 0;
        }
      }
      forward[t + 1] = times(forward[t], weight[t]);
      forwardScale[t] = normalise(forward[t + 1]);
      logZ += StrictMath.log(forwardScale[t]) + top;
    }
    Arrays.fill(backward[steps], 1);
    for (int t = steps - 1; t >= 0; t--) {
      backward[t] = times(weight[t], backward[t + 1]);
      backwardScale[t] = normalise(backward[t]);
    }
  }

  private static double normalise(double[] v) {
    double sum = 0;
    for (double value : v) {
      sum += value;
    }
    for (int i = 0; i < v.length; i++) {
      v[i] /= sum;
    }
    return sum;
  }

  private static double[] times(double[] row, double[][] m) {
    double[] out = new double[row.length];
    for (int x = 0; x < row.length; x++) {
      for (int y = 0; y < row.length; y++) {
        out[y] += row[x] * m[x][y];
      }
    }
    return out;
  }

  private static double[] times(double[][] m, double[] column) {
    double[] out = new double[column.length];
    for (int x = 0; x < column.length; x++) {
      for (int y = 0; y < column.length; y++) {
        out[x] += m[x][y] * column[y];
      }
    }
    return out;
  }

  /** ln Z; minus it is the process free energy functional of the forces, in nats. */
  double logPartition() {
    return logZ;
  }

  /** sum_xy a(x) W_t(x,y) J(x,y)^power b(y). */
  private double form(double[] a, int t, int power, double[] b) {
    double sum = 0;
    for (int x = 0; x < n; x++) {
      if (a[x] == 0) {
        continue;
      }
      for (int y = 0; y < n; y++) {
        double value = a[x] * weight[t][x][y] * b[y];
        for (int p = 0; p < power; p++) {
          value *= flux[x][y];
        }
        sum += value;
      }
    }
    return sum;
  }

  @Override
  public double[] mean() {
    double[] mean = new double[steps];
    for (int t = 0; t < steps; t++) {
      mean[t] = form(forward[t], t, 1, backward[t + 1]) / form(forward[t], t, 0, backward[t + 1]);
    }
    return mean;
  }

  @Override
  public double[][] response(IntConsumer onStep) {
    double[][] response = new double[steps][steps];
    for (int s = 0; s < steps; s++) {
      onStep.accept(s);
      double[][] slope = new double[n][n]; // dW_s / d lambda_s
      for (int x = 0; x < n; x++) {
        for (int y = 0; y < n; y++) {
          slope[x][y] = -flux[x][y] * weight[s][x][y];
        }
      }
      response[s][s] = ownResponse(s, slope);
      double[] tangent = scaled(times(forward[s], slope), forwardScale[s]);
      for (int t = s + 1; t < steps; t++) {
        response[t][s] = quotientSlope(forward[t], backward[t + 1], tangent, backward[t + 1], t);
        tangent = scaled(times(tangent, weight[t]), forwardScale[t]);
      }
      double[] back = scaled(times(slope, backward[s + 1]), backwardScale[s]);
      for (int t = s - 1; t >= 0; t--) {
        response[t][s] = quotientSlope(forward[t], backward[t + 1], forward[t], back, t);
        back = scaled(times(weight[t], back), backwardScale[t]);
      }
    }
    return response;
  }

  /** Slope of (a W J b) / (a W b) when one of a, b moves along its tangent and the other rests. */
  private double quotientSlope(double[] a, double[] b, double[] da, double[] db, int t) {
    double above = form(a, t, 1, b);
    double below = form(a, t, 0, b);
    double dAbove = form(da, t, 1, db);
    double dBelow = form(da, t, 0, db);
    return (dAbove * below - above * dBelow) / (below * below);
  }

  private double ownResponse(int s, double[][] slope) {
    double above = form(forward[s], s, 1, backward[s + 1]);
    double below = form(forward[s], s, 0, backward[s + 1]);
    double dAbove = 0;
    double dBelow = 0;
    for (int x = 0; x < n; x++) {
      for (int y = 0; y < n; y++) {
        double d = forward[s][x] * slope[x][y] * backward[s + 1][y];
        dAbove += d * flux[x][y];
        dBelow += d;
      }
    }
    return (dAbove * below - above * dBelow) / (below * below);
  }

  private static double[] scaled(double[] v, double scale) {
    for (int i = 0; i < v.length; i++) {
      v[i] /= scale;
    }
    return v;
  }

  @Override
  public double[][] covariance(IntConsumer onStep) {
    double[] mean = mean();
    double[][] covariance = new double[steps][steps];
    for (int s = 0; s < steps; s++) {
      onStep.accept(s);
      covariance[s][s] =
          form(forward[s], s, 2, backward[s + 1]) / form(forward[s], s, 0, backward[s + 1])
              - mean[s] * mean[s];
      double[] carried = new double[n];
      for (int x = 0; x < n; x++) {
        for (int y = 0; y < n; y++) {
          carried[y] += forward[s][x] * weight[s][x][y] * flux[x][y] / forwardScale[s];
        }
      }
      for (int t = s + 1; t < steps; t++) {
        double joint =
            form(carried, t, 1, backward[t + 1]) / form(forward[t], t, 0, backward[t + 1]);
        covariance[t][s] = joint - mean[s] * mean[t];
        covariance[s][t] = covariance[t][s];
        carried = scaled(times(carried, weight[t]), forwardScale[t]);
      }
    }
    return covariance;
  }
}

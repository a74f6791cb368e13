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

  /** W_t(x,y) J(x,y)^power [n][n]. */
  private double[][] weighted(int t, int power) {
    double[][] matrix = new double[n][n];
    for (int x = 0; x < n; x++) {
      for (int y = 0; y < n; y++) {
        matrix[x][y] = weight[t][x][y] * (power == 1 ? flux[x][y] : flux[x][y] * flux[x][y]);
      }
    }
    return matrix;
  }

  /** sum_xy a_t(x) W_t(x,y) b_t+1(y): what all means at step t are divided by. */
  private double total(int t) {
    return dot(forward[t], times(weight[t], backward[t + 1]));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Override
  public double[] mean() {
    double[] mean = new double[steps];
    for (int t = 0; t < steps; t++) {
      mean[t] = dot(forward[t], times(weighted(t, 1), backward[t + 1])) / total(t);
    }
    return mean;
  }

  @Override
  public double[][] response(IntConsumer onStep) {
    double[] mean = mean();
    double[] total = new double[steps];
    double[][] after = new double[steps][]; // W_t b
    double[][] fluxAfter = new double[steps][]; // (W_t J) b
    double[][] before = new double[steps][]; // a W_t
    double[][] fluxBefore = new double[steps][]; // a (W_t J)
    for (int t = 0; t < steps; t++) {
      double[][] withFlux = weighted(t, 1);
      after[t] = times(weight[t], backward[t + 1]);
      fluxAfter[t] = times(withFlux, backward[t + 1]);
      before[t] = times(forward[t], weight[t]);
      fluxBefore[t] = times(forward[t], withFlux);
      total[t] = dot(forward[t], after[t]);
    }
    double[][] response = new double[steps][steps];
    for (int s = 0; s < steps; s++) {
      onStep.accept(s);
      double[][] slope = weighted(s, 1); // -dW_s / d lambda_s
      double square = dot(forward[s], times(weighted(s, 2), backward[s + 1]));
      response[s][s] =
          (-square + mean[s] * dot(forward[s], times(slope, backward[s + 1]))) / total[s];
      double[] tangent = scaled(times(forward[s], slope), -forwardScale[s]);
      for (int t = s + 1; t < steps; t++) {
        response[t][s] = (dot(tangent, fluxAfter[t]) - mean[t] * dot(tangent, after[t])) / total[t];
        tangent = scaled(times(tangent, weight[t]), forwardScale[t]);
      }
      double[] back = scaled(times(slope, backward[s + 1]), -backwardScale[s]);
      for (int t = s - 1; t >= 0; t--) {
        response[t][s] = (dot(fluxBefore[t], back) - mean[t] * dot(before[t], back)) / total[t];
        back = scaled(times(weight[t], back), backwardScale[t]);
      }
    }
    return response;
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
    double[][] fluxAfter = new double[steps][];
    double[] total = new double[steps];
    for (int t = 0; t < steps; t++) {
      fluxAfter[t] = times(weighted(t, 1), backward[t + 1]);
      total[t] = total(t);
    }
    double[][] covariance = new double[steps][steps];
    for (int s = 0; s < steps; s++) {
      onStep.accept(s);
      double square = dot(forward[s], times(weighted(s, 2), backward[s + 1]));
      covariance[s][s] = square / total[s] - mean[s] * mean[s];
      double[] carried = scaled(times(forward[s], weighted(s, 1)), forwardScale[s]);
      for (int t = s + 1; t < steps; t++) {
        covariance[t][s] = dot(carried, fluxAfter[t]) / total[t] - mean[s] * mean[t];
        covariance[s][t] = covariance[t][s];
        carried = scaled(times(carried, weight[t]), forwardScale[t]);
      }
    }
    return covariance;
  }
}

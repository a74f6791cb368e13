package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A chain under a force lambda_t that may change at every step t = 0 … T-1, with the observable
 * J(x, y). A step has the weights W_t = P0 exp(-lambda_t J) and the law P_t(y|x) = W_t(x,y)
 * b_t+1(y) / z_t(x).
 *
 * <p>In the causal form b = 1: what happens later has no part in a step. In the global form a whole
 * path has the weight prod_t W_t, so that later forces act back on earlier steps through b_t = W_t
 * b_t+1.
 *
 * <p>{@link #response} differentiates the mean fluxes by carrying tangents through their
 * definition; {@link #covariance} sums second moments over paths. The fluctuation–dissipation
 * theorem says that they are opposite. Both take O(T^2 n^2).
 */
final class DrivenChain {
  private static final double DIFFERENCE = 1e-5;

  /** Whether later forces influence earlier steps. */
  enum Form {
    CAUSAL,
    GLOBAL;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Form form;
  private final double[][] reference;
  private final double[][] flux;
  private final double[] start;
  private final double[] lambda;
  private final int n;
  private final int steps;
  private final double[][][] weight; // W_t up to a factor: of each row if causal, else of all
  private final double[][] later; // b_t up to a factor
  private final double[] scale; // that factor of b_t over that of b_t+1
  private final double[][][] transition; // P_t
  private final double[][] law; // p_t
  private final double[][] drift; // E[J_t | x_t]
  private double logWeight; // E[sum_t ln z_t(x_t)], or ln Z

  /**
   * @param reference P0 [n][n]
   * @param flux J [n][n]
   * @param start law of x_0 [n], under the reference
   * @param lambda [T]
   */
  DrivenChain(Form form, double[][] reference, double[][] flux, double[] start, double[] lambda) {
    this.form = form;
    this.reference = reference;
    this.flux = flux;
    this.start = start;
    this.lambda = lambda;
    n = start.length;
    steps = lambda.length;
    weight = new double[steps][n][n];
    later = new double[steps + 1][n];
    scale = new double[steps];
    transition = new double[steps][n][n];
    law = new double[steps + 1][n];
    drift = new double[steps][n];
    double[][] logFactor = new double[steps][n];
    for (int t = 0; t < steps; t++) {
      weigh(t, logFactor[t]);
    }
    Arrays.fill(later[steps], 1);
    for (int t = steps - 1; t >= 0; t--) {
      back(t);
    }
    double total = 0;
    for (int x = 0; x < n; x++) {
      law[0][x] = start[x] * later[0][x];
      total += law[0][x];
    }
    for (int x = 0; x < n; x++) {
      law[0][x] /= total;
    }
    logWeight += form == Form.GLOBAL ? StrictMath.log(total) : 0;
    for (int t = 0; t < steps; t++) {
      forward(t, logFactor[t]);
    }
  }

  /** Computes W_t, scaled by its largest exponents against overflow. */
  private void weigh(int t, double[] logFactor) {
    Arrays.fill(logFactor, Double.NEGATIVE_INFINITY);
    for (int x = 0; x < n; x++) {
      for (int y = 0; y < n; y++) {
        double exponent = -lambda[t] * flux[x][y];
        logFactor[x] = reference[x][y] > 0 ? Math.max(logFactor[x], exponent) : logFactor[x];
      }
    }
    if (form == Form.GLOBAL) {
      Arrays.fill(logFactor, Arrays.stream(logFactor).max().orElseThrow());
      logWeight += logFactor[0];
    }
    for (int x = 0; x < n; x++) {
      for (int y = 0; y < n; y++) {
        double exponent = -lambda[t] * flux[x][y] - logFactor[x];
        weight[t][x][y] = reference[x][y] > 0 ? reference[x][y] * StrictMath.exp(exponent) : 0;
      }
    }
  }

  private void back(int t) {
    if (form == Form.CAUSAL) {
      Arrays.fill(later[t], 1);
      return;
    }
    later[t] = times(weight[t], later[t + 1], 1);
    scale[t] = Arrays.stream(later[t]).sum();
    for (int x = 0; x < n; x++) {
      later[t][x] /= scale[t];
    }
    logWeight += StrictMath.log(scale[t]);
  }

  private void forward(int t, double[] logFactor) {
    double[] z = times(weight[t], later[t + 1], 1);
    for (int x = 0; x < n; x++) {
      for (int y = 0; y < n && z[x] > 0; y++) { // 0 where no path leads
        double p = weight[t][x][y] * later[t + 1][y] / z[x];
        transition[t][x][y] = p;
        drift[t][x] += p * flux[x][y];
        law[t + 1][y] += law[t][x] * p;
      }
      if (form == Form.CAUSAL) {
        logWeight += law[t][x] * (StrictMath.log(z[x]) + logFactor[x]);
      }
    }
  }

  /** m column / divisor. */
  private static double[] times(double[][] m, double[] column, double divisor) {
    return Arrays.stream(m).mapToDouble(row -> dot(row, column) / divisor).toArray();
  }

  /** Process free energy in nats: E[-sum_t ln z_t(x_t)] in the causal form, -ln Z in the global. */
  double freeEnergyNats() {
    return -logWeight;
  }

  /** Mean flux [T] at each step. */
  double[] mean() {
    return IntStream.range(0, steps).mapToDouble(t -> dot(law[t], drift[t])).toArray();
  }

  /**
   * d mean_t / d lambda_s [T][T], t first; 0 for s > t in the causal form.
   *
   * @param onStep told each s; may throw to stop
   */
  double[][] response(IntConsumer onStep) {
    double[][] response = new double[steps][steps];
    double[] zero = new double[n];
    for (int s = 0; s < steps; s++) {
      onStep.accept(s);
      double[][] slope = new double[n][n]; // d W_s / d lambda_s
      for (int x = 0; x < n; x++) {
        for (int y = 0; y < n; y++) {
          slope[x][y] = -flux[x][y] * weight[s][x][y];
        }
      }
      double[][] dLater = new double[steps + 1][n];
      double[] dLaw = new double[n];
      int first = s;
      if (form == Form.GLOBAL) {
        first = 0;
        dLater[s] = times(slope, later[s + 1], scale[s]);
        for (int t = s - 1; t >= 0; t--) {
          dLater[t] = times(weight[t], dLater[t + 1], scale[t]);
        }
        dLaw = dQuotient(start, zero, later[0], dLater[0]);
      }
      for (int t = first; t < steps; t++) {
        double change = dot(dLaw, drift[t]);
        double[] next = new double[n];
        for (int x = 0; x < n; x++) {
          addScaled(transition[t][x], dLaw[x], next);
        }
        for (int x = 0; t <= s && x < n; x++) {
          if (law[t][x] > 0) {
            double[] direct = t == s ? slope[x] : zero;
            double[] dp = dQuotient(weight[t][x], direct, later[t + 1], dLater[t + 1]);
            change += law[t][x] * dot(dp, flux[x]);
            addScaled(dp, law[t][x], next);
          }
        }
        response[t][s] = change;
        dLaw = next;
      }
    }
    return response;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void addScaled(double[] v, double factor, double[] to) {
    for (int i = 0; i < v.length; i++) {
      to[i] += factor * v[i];
    }
  }

  /** The derivative of v / sum v, v = a b entry by entry. */
  private static double[] dQuotient(double[] a, double[] da, double[] b, double[] db) {
    double[] derivative = new double[a.length];
    double z = 0;
    double dz = 0;
    for (int y = 0; y < a.length; y++) {
      z += a[y] * b[y];
      dz += da[y] * b[y] + a[y] * db[y];
    }
    for (int y = 0; y < a.length; y++) {
      derivative[y] = (da[y] * b[y] + a[y] * db[y] - a[y] * b[y] * dz / z) / z;
    }
    return derivative;
  }

  /**
   * The covariance [T][T] that must equal minus the response: Cov(J_t, J_s - E[J_s | x_s]) in the
   * causal form, Cov(J_t, J_s) in the global.
   *
   * @param onStep told each s; may throw to stop
   */
  double[][] covariance(IntConsumer onStep) {
    double[] mean = mean();
    double[][] covariance = new double[steps][steps];
    for (int s = 0; s < steps; s++) {
      onStep.accept(s);
      double[] carried = new double[n]; // E[J_s less its centre, x_t]
      for (int x = 0; x < n; x++) {
        double centre = form == Form.CAUSAL ? drift[s][x] : mean[s];
        for (int y = 0; y < n; y++) {
          double part = law[s][x] * transition[s][x][y] * (flux[x][y] - centre);
          covariance[s][s] += part * flux[x][y];
          carried[y] += part;
        }
      }
      for (int t = s + 1; t < steps; t++) {
        covariance[t][s] = dot(carried, drift[t]);
        double[] next = new double[n];
        for (int x = 0; x < n; x++) {
          addScaled(transition[t][x], carried[x], next);
        }
        covariance[s][t] = form == Form.CAUSAL ? 0 : covariance[t][s];
        carried = next;
      }
    }
    return covariance;
  }

  /** Largest |response + covariance|: 0 by the fluctuation–dissipation theorem. */
  static double largestSum(double[][] response, double[][] covariance) {
    double largest = 0;
    for (int t = 0; t < response.length; t++) {
      for (int s = 0; s < response.length; s++) {
        largest = Math.max(largest, Math.abs(response[t][s] + covariance[t][s]));
      }
    }
    return largest;
  }

  /** Largest |response - central difference| of the fluxes under the force at step {@code s}. */
  double differenceError(double[][] response, int s) {
    double[] above = withForce(s, lambda[s] + DIFFERENCE).mean();
    double[] below = withForce(s, lambda[s] - DIFFERENCE).mean();
    double largest = 0;
    for (int t = 0; t < steps; t++) {
      double slope = (above[t] - below[t]) / (2 * DIFFERENCE);
      largest = Math.max(largest, Math.abs(slope - response[t][s]));
    }
    return largest;
  }

  private DrivenChain withForce(int step, double force) {
    double[] changed = lambda.clone();
    changed[step] = force;
    return new DrivenChain(form, reference, flux, start, changed);
  }
}

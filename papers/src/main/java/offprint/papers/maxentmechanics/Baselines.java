package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The usual ways to fit a log-linear model, for comparison: generalised iterative scaling and
 * gradient descent. Both stop once every target is met within a tolerance, in prior standard
 * deviations.
 */
final class Baselines {
  /** States times features times steps that a baseline may cost. */
  private static final double MOST_WORK = 4e8;

  static final int MOST_STEPS = 20_000;

  private final double[][] feature;
  private final double[] target;
  private final double[] prior;
  private final double[] scale;
  private final int mostSteps;
  private int steps;
  private double miss;
  private double[] p;

  /**
   * @param prior [n], summing to 1
   * @param feature [k][n]
   * @param target [k]
   */
  Baselines(double[] prior, double[][] feature, double[] target) {
    this.prior = prior;
    this.feature = feature;
    this.target = target;
    mostSteps = (int) Math.min(MOST_STEPS, MOST_WORK / Math.max(1, prior.length * feature.length));
    scale = new double[feature.length];
    for (int k = 0; k < scale.length; k++) {
      double mean = 0;
      double square = 0;
      for (int i = 0; i < prior.length; i++) {
        mean += prior[i] * feature[k][i];
        square += prior[i] * feature[k][i] * feature[k][i];
      }
      double deviation = Math.sqrt(Math.max(0, square - mean * mean));
      scale[k] = deviation > 0 ? deviation : 1;
    }
    p = prior.clone();
  }

  int steps() {
    return steps;
  }

  /** Largest miss of a target at the end, in standard deviations. */
  double miss() {
    return miss;
  }

  double[] p() {
    return p;
  }

  /**
   * Darroch and Ratcliff: features shifted to be not negative and joined by a slack so that each
   * state's sum is C; each step adds (1 / C) ln(m_k / E F_k) to -lambda_k.
   */
  Baselines iterativeScaling(double tolerance, IntConsumer onStep) {
    int n = prior.length;
    int k = feature.length;
    double[][] f = new double[k + 1][n];
    double[] goal = new double[k + 1];
    double[] sum = new double[n];
    for (int a = 0; a < k; a++) {
      double low = Arrays.stream(feature[a]).min().orElse(0);
      goal[a] = target[a] - low;
      for (int i = 0; i < n; i++) {
        f[a][i] = feature[a][i] - low;
        sum[i] += f[a][i];
      }
    }
    double c = Arrays.stream(sum).max().orElse(1);
    goal[k] = c;
    for (int a = 0; a < k; a++) {
      goal[k] -= goal[a];
    }
    for (int i = 0; i < n; i++) {
      f[k][i] = c - sum[i];
    }
    double[] weight = new double[k + 1];
    for (steps = 0; ; steps++) {
      law(f, weight);
      miss = measure();
      if (miss < tolerance || steps == mostSteps) {
        return this;
      }
      onStep.accept(steps);
      for (int a = 0; a <= k; a++) {
        double mean = mean(f[a]);
        weight[a] += mean > 0 && goal[a] > 0 ? StrictMath.log(goal[a] / mean) / c : 0;
      }
    }
  }

  /** Steps of 1 / L along the gradient, L the largest squared length of a standardised state. */
  Baselines gradientDescent(double tolerance, IntConsumer onStep) {
    int n = prior.length;
    int k = feature.length;
    double[][] f = new double[k][n];
    double[] length = new double[n];
    for (int a = 0; a < k; a++) {
      for (int i = 0; i < n; i++) {
        f[a][i] = (feature[a][i] - target[a]) / scale[a];
        length[i] += f[a][i] * f[a][i];
      }
    }
    double step = 1 / Arrays.stream(length).max().orElse(1);
    double[] weight = new double[k];
    for (steps = 0; ; steps++) {
      law(f, weight);
      miss = measure();
      if (miss < tolerance || steps == mostSteps) {
        return this;
      }
      onStep.accept(steps);
      for (int a = 0; a < k; a++) {
        weight[a] -= step * mean(f[a]);
      }
    }
  }

  /** p = q exp(weight.f) / Z. */
  private void law(double[][] f, double[] weight) {
    double[] e = new double[prior.length];
    double top = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < e.length; i++) {
      e[i] = StrictMath.log(prior[i]);
      for (int a = 0; a < weight.length; a++) {
        e[i] += weight[a] * f[a][i];
      }
      top = Math.max(top, e[i]);
    }
    double z = 0;
    for (int i = 0; i < e.length; i++) {
      e[i] = StrictMath.exp(e[i] - top);
      z += e[i];
    }
    for (int i = 0; i < e.length; i++) {
      e[i] /= z;
    }
    p = e;
  }

  private double mean(double[] f) {
    double mean = 0;
    for (int i = 0; i < f.length; i++) {
      mean += p[i] * f[i];
    }
    return mean;
  }

  private double measure() {
    double largest = 0;
    for (int a = 0; a < feature.length; a++) {
      largest = Math.max(largest, Math.abs(mean(feature[a]) - target[a]) / scale[a]);
    }
    return largest;
  }
}

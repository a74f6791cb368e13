package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.random.RandomGenerator;
import offprint.kernels.convex.DampedNewton;
import offprint.kernels.convex.SmoothConvex;

/**
 * p(x) proportional to exp(sum_i J_ii x_i + sum_j<i J_ij x_i x_j) over 0/1 words of any length,
 * with moments from persistent Gibbs chains. J = -lambda.
 */
final class SampledPairs {
  private static final int CHAINS = 500;

  private final WordTable table;
  private final int d;
  private final double[][] coupling;
  private final double[][] target;
  private final double[][] model;
  private final boolean[][] chain;

  SampledPairs(WordTable table) {
    this.table = table;
    d = table.bits();
    coupling = new double[d][d];
    target = new double[d][d];
    model = new double[d][d];
    double n = table.observations();
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        long both = 1L << i | 1L << j;
        long count = Arrays.stream(table.words()).filter(w -> (w & both) == both).count();
        // half an observation added to both sides keeps couplings of absent pairs finite
        target[i][j] = (count + (i == j ? 0.5 : 0.25)) / (n + 1);
      }
    }
    chain = new boolean[CHAINS][d];
    for (int c = 0; c < CHAINS; c++) {
      long word = table.words()[c % table.observations()];
      for (int i = 0; i < d; i++) {
        chain[c][i] = (word >> i & 1) == 1;
      }
    }
  }

  /**
   * Each column regressed on all others by logistic regression; couplings averaged over both sides.
   */
  void startFromPseudoLikelihood(Runnable onStep) {
    double[][] both = new double[d][];
    for (int i = 0; i < d; i++) {
      Logistic loss = new Logistic(table, i);
      double floor = Double.NEGATIVE_INFINITY;
      both[i] =
          DampedNewton.minimise(loss, new double[d], 1e-8, 100, floor, _ -> onStep.run()).point();
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        coupling[i][j] = 0.5 * (both[i][j] + both[j][i]);
      }
    }
  }

  /** Moves the chains by {@code sweeps} and measures the moments over all of them. */
  void sample(RandomGenerator random, int sweeps, Runnable onSweep) {
    double[][] sum = new double[d][d];
    for (int sweep = 0; sweep < sweeps; sweep++) {
      onSweep.run();
      for (boolean[] x : chain) {
        for (int i = 0; i < d; i++) {
          double field = coupling[i][i];
          for (int j = 0; j < d; j++) {
            field += j != i && x[j] ? coupling[i][j] : 0;
          }
          x[i] = random.nextDouble() < 1 / (1 + StrictMath.exp(-field));
        }
        for (int i = 0; i < d; i++) {
          for (int j = 0; x[i] && j <= i; j++) {
            sum[i][j] += x[j] ? 1 : 0;
          }
        }
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        model[i][j] = sum[i][j] / ((double) CHAINS * sweeps);
      }
    }
  }

  /**
   * A step of {@code gain} times Newton's in the features x_i - m_i and (x_i - m_i)(x_j - m_j), m
   * the observed means: these hardly correlate, so that the diagonal of their covariance serves.
   */
  void step(double gain) {
    for (int i = 0; i < d; i++) {
      double miss = target[i][i] - model[i][i];
      coupling[i][i] += Math.clamp(gain * miss / variance(i), -0.5, 0.5);
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        double mi = target[i][i];
        double mj = target[j][j];
        double observed = target[i][j] - mi * mj;
        double sampled = model[i][j] - mi * model[j][j] - mj * model[i][i] + mi * mj;
        double move =
            Math.clamp(gain * (observed - sampled) / (variance(i) * variance(j)), -0.5, 0.5);
        coupling[i][j] += move;
        coupling[j][i] = coupling[i][j];
        coupling[i][i] -= move * mj;
        coupling[j][j] -= move * mi;
      }
    }
  }

  private double variance(int i) {
    return target[i][i] * (1 - target[i][i]);
  }

  double coupling(int i, int j) {
    return coupling[i][j];
  }

  /** Observed frequency of both, j at most i. */
  double target(int i, int j) {
    return target[i][j];
  }

  /** Sampled frequency of both, j at most i. */
  double model(int i, int j) {
    return model[i][j];
  }

  double rootMeanSquareMiss() {
    return rootMean((m, t) -> (m - t) * (m - t));
  }

  /** Root mean square standard error of the targets themselves. */
  double dataNoise() {
    return rootMean((_, t) -> t * (1 - t) / table.observations());
  }

  private double rootMean(DoubleBinaryOperator ofModelAndTarget) {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        sum += ofModelAndTarget.applyAsDouble(model[i][j], target[i][j]);
      }
    }
    return Math.sqrt(sum / (d * (d + 1) / 2.0));
  }

  double largestMiss() {
    double largest = 0;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        largest = Math.max(largest, Math.abs(model[i][j] - target[i][j]));
      }
    }
    return largest;
  }

  /** Mean logistic loss of one column given the others, with a ridge of 1 / n. */
  private record Logistic(WordTable table, int column) implements SmoothConvex {
    @Override
    public int dimension() {
      return table.bits();
    }

    @Override
    public double evaluate(double[] weight, double[] gradient, double[] hessian) {
      int d = weight.length;
      double n = table.observations();
      Arrays.fill(gradient, 0);
      Arrays.fill(hessian, 0);
      double loss = 0;
      int[] on = new int[d];
      for (long word : table.words()) {
        int size = 0;
        double field = 0;
        for (int j = 0; j < d; j++) {
          if (j == column || (word >> j & 1) == 1) {
            on[size++] = j;
            field += weight[j];
          }
        }
        double y = word >> column & 1;
        double p = 1 / (1 + StrictMath.exp(-field));
        loss +=
            (Math.max(field, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(field))) - y * field)
                / n;
        for (int a = 0; a < size; a++) {
          gradient[on[a]] += (p - y) / n;
          for (int b = 0; b < size; b++) {
            hessian[on[a] * d + on[b]] += p * (1 - p) / n;
          }
        }
      }
      for (int j = 0; j < d; j++) {
        loss += 0.5 * weight[j] * weight[j] / n;
        gradient[j] += weight[j] / n;
        hessian[j * d + j] += 1 / n;
      }
      return loss;
    }
  }
}

package offprint.papers.arphmm;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.hmm.Sequence;

/**
 * Weights of the regimes before the first M-step. Start 0: labels alone, others 0. Start 1:
 * quantile bins of the values, own bin .9 + .1 / Q, times plausibility. Further: one draw of
 * Dirichlet(1) for each block of ten rows, times plausibility.
 */
final class FirstWeights {
  private static final int BLOCK = 10;

  private final List<Sequence> sequences;
  private final List<double[]> values;
  private final int regimes;
  private final int order;

  /**
   * @param values of each sequence, all rows
   */
  FirstWeights(List<Sequence> sequences, List<double[]> values, int regimes, int order) {
    this.sequences = sequences;
    this.values = values;
    this.regimes = regimes;
    this.order = order;
  }

  /**
   * Whether each regime owns at least p + 3 rows of label weight, so that start 0 can be fitted.
   */
  boolean fromLabels() {
    double[] mass = new double[regimes];
    for (Sequence sequence : sequences) {
      double[] log = sequence.logPlausibility(regimes);
      for (int at = 0; at < log.length; at += regimes) {
        for (int k = 0; labelled(log, at) && k < regimes; k++) {
          mass[k] += Math.exp(log[at + k]);
        }
      }
    }
    return Arrays.stream(mass).allMatch(m -> m >= order + 3);
  }

  private boolean labelled(double[] log, int at) {
    for (int k = 0; k < regimes; k++) {
      if (log[at + k] != 0) {
        return true;
      }
    }
    return false;
  }

  void write(int start, List<double[]> weights, RandomGenerator random) {
    double[] bounds = start == 1 ? bounds() : new double[0];
    double[] draw = new double[regimes];
    for (int s = 0; s < sequences.size(); s++) {
      Sequence sequence = sequences.get(s);
      double[] log = sequence.logPlausibility(regimes);
      double[] weight = weights.get(s);
      int skip = values.get(s).length - sequence.rows();
      for (int t = 0; t < sequence.rows(); t++) {
        int at = t * regimes;
        if (start == 1) {
          double y = values.get(s)[skip + t];
          int bin = 0;
          while (bin < bounds.length && y > bounds[bin]) {
            bin++;
          }
          Arrays.fill(draw, 0.1 / regimes);
          draw[bin] += 0.9;
        } else if (start > 1 && t % BLOCK == 0) {
          for (int k = 0; k < regimes; k++) {
            draw[k] = -Math.log(1 - random.nextDouble());
          }
        } else if (start == 0) {
          Arrays.fill(draw, labelled(log, at) ? 1 : 0);
        }
        double sum = 0;
        for (int k = 0; k < regimes; k++) {
          weight[at + k] = draw[k] * Math.exp(log[at + k]);
          sum += weight[at + k];
        }
        for (int k = 0; start > 0 && k < regimes; k++) {
          weight[at + k] /= sum;
        }
      }
    }
  }

  /** [Q - 1] upper bounds of the quantile bins. */
  private double[] bounds() {
    double[] all =
        values.stream()
            .flatMapToDouble(Arrays::stream)
            .filter(v -> !Double.isNaN(v))
            .sorted()
            .toArray();
    double[] bounds = new double[regimes - 1];
    for (int k = 1; k < regimes; k++) {
      bounds[k - 1] = all[(int) ((long) k * all.length / regimes)];
    }
    return bounds;
  }
}

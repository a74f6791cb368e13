package offprint.papers.rnnhmm;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import offprint.kernels.transport.Sinkhorn.Cloud;

/**
 * Sequences of equal length, and the statistics that people compare.
 *
 * @param points [count, length, outputs]; symbols one-hot
 */
record Sample(float[] points, int count, int length, int outputs, boolean symbols) {

  static Sample of(Target target, int count, int length, RandomGenerator random) {
    float[] points = new float[Math.multiplyExact(count, length * target.outputs())];
    target.draw(points, count, length, random);
    return new Sample(points, count, length, target.outputs(), target.symbols());
  }

  /** The first {@code n} steps of each sequence. */
  Sample first(int n) {
    return cut(0, n);
  }

  /** The last {@code n} steps of each sequence. */
  Sample last(int n) {
    return cut(length - n, n);
  }

  private Sample cut(int from, int n) {
    float[] part = new float[count * n * outputs];
    for (int i = 0; i < count; i++) {
      System.arraycopy(points, (i * length + from) * outputs, part, i * n * outputs, n * outputs);
    }
    return new Sample(part, count, n, outputs, symbols);
  }

  /** Each sequence as one point. */
  Cloud cloud() {
    double[] values = new double[points.length];
    Arrays.setAll(values, i -> points[i]);
    return new Cloud(values, length * outputs);
  }

  float value(int sequence, int t, int output) {
    return points[(sequence * length + t) * outputs + output];
  }

  /** The symbol at a step; of numbers, whether the first is positive. */
  int mode(int sequence, int t) {
    if (!symbols) {
      return value(sequence, t, 0) > 0 ? 1 : 0;
    }
    int best = 0;
    for (int k = 1; k < outputs; k++) {
      best = value(sequence, t, k) > value(sequence, t, best) ? k : best;
    }
    return best;
  }

  int modes() {
    return symbols ? outputs : 2;
  }

  int[] sequence(int i) {
    int[] sequence = new int[length];
    Arrays.setAll(sequence, t -> mode(i, t));
    return sequence;
  }

  /** [modes], the share of each. */
  double[] frequencies() {
    double[] f = new double[modes()];
    for (int i = 0; i < count; i++) {
      for (int t = 0; t < length; t++) {
        f[mode(i, t)] += 1.0 / ((double) count * length);
      }
    }
    return f;
  }

  /** [modes][modes], the law of the next mode given one; NaN for modes that never come. */
  double[][] bigrams() {
    double[][] rows = new double[modes()][modes()];
    double[] sums = new double[modes()];
    for (int i = 0; i < count; i++) {
      int before = mode(i, 0);
      for (int t = 1; t < length; t++) {
        int now = mode(i, t);
        rows[before][now]++;
        sums[before]++;
        before = now;
      }
    }
    for (int a = 0; a < rows.length; a++) {
      for (int b = 0; b < rows.length; b++) {
        rows[a][b] = sums[a] > 0 ? rows[a][b] / sums[a] : Double.NaN;
      }
    }
    return rows;
  }

  /** Correlation of an output with itself {@code lag} steps later; NaN where it never changes. */
  double autocorrelation(int output, int lag) {
    double mean = 0;
    for (int i = 0; i < count; i++) {
      for (int t = 0; t < length; t++) {
        mean += value(i, t, output) / ((double) count * length);
      }
    }
    double variance = 0;
    double covariance = 0;
    for (int i = 0; i < count; i++) {
      for (int t = 0; t < length; t++) {
        double here = value(i, t, output) - mean;
        variance += here * here / ((double) count * length);
        if (t + lag < length) {
          covariance +=
              here * (value(i, t + lag, output) - mean) / ((double) count * (length - lag));
        }
      }
    }
    return lag < length && variance > 0 ? covariance / variance : Double.NaN;
  }

  /** [most], the share of stays in a mode that last longer than 0, 1, 2 … steps. */
  double[] dwellSurvival(int most) {
    double[] longer = new double[most];
    double stays = 0;
    for (int i = 0; i < count; i++) {
      int since = -1; // the first stay began before the sequence
      for (int t = 1; t < length; t++) {
        if (mode(i, t) != mode(i, t - 1)) {
          if (since >= 0) {
            stays++;
            for (int n = 0; n < Math.min(most, t - since); n++) {
              longer[n]++;
            }
          }
          since = t;
        }
      }
    }
    for (int n = 0; n < most; n++) {
      longer[n] = stays > 0 ? longer[n] / stays : Double.NaN;
    }
    return longer;
  }

  /** A quantile of an output over all steps. */
  double quantile(int output, double level) {
    double[] values = new double[count * length];
    Arrays.setAll(values, i -> points[i * outputs + output]);
    Arrays.sort(values);
    return values[(int) Math.min(values.length - 1.0, Math.floor(level * values.length))];
  }
}

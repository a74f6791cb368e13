package offprint.papers.srrw;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import offprint.kernels.markov.Walk;

/**
 * Compares the weighted visits of walks with the target, and the averages they give with those over
 * all nodes. The result kept of a walk is its visits over the target [nodes].
 *
 * @param target sums to 1 [nodes]
 * @param values to average over the nodes [values][nodes]
 */
record Sampling(double[] target, double[][] values) {
  /** Column of a trace: total variation between visits and target. */
  static final int TOTAL_VARIATION = 0;

  /** Column of a trace: sum of the squared differences of visits and target. */
  static final int SQUARED_DISTANCE = 1;

  /** Column of a trace: the estimated average of a value. */
  static int estimate(int value) {
    return 2 + 2 * value;
  }

  /** Column of a trace: its squared error. */
  static int squaredError(int value) {
    return 3 + 2 * value;
  }

  /** The average of a value over all nodes. */
  double truth(int value) {
    return average(target, values[value]);
  }

  Trace run(Trials trials, Arm arm, RandomGenerator seeds) {
    return trials.run(arm, 1, seeds, () -> new Crawler(arm.importance()));
  }

  private static double average(double[] weight, double[] value) {
    double sum = 0;
    for (int i = 0; i < weight.length; i++) {
      sum += weight[i] * value[i];
    }
    return sum;
  }

  private final class Crawler implements Trials.Companion {
    private final double[] importance;

    Crawler(double[] importance) {
      this.importance = importance;
    }

    private double[] weighted(double[] visits) {
      double sum = average(visits, importance);
      Arrays.setAll(visits, i -> visits[i] * (importance[i] / sum));
      return visits;
    }

    @Override
    public double[] reading(Walk walk) {
      double[] visits = weighted(walk.visits());
      double[] row = new double[2 + 2 * values.length];
      for (int i = 0; i < visits.length; i++) {
        double gap = visits[i] - target[i];
        row[TOTAL_VARIATION] += Math.abs(gap) / 2;
        row[SQUARED_DISTANCE] += gap * gap;
      }
      for (int f = 0; f < values.length; f++) {
        row[estimate(f)] = average(visits, values[f]);
        row[squaredError(f)] = Math.pow(row[estimate(f)] - truth(f), 2);
      }
      return row;
    }

    @Override
    public double[] result(Walk walk) {
      double[] visits = weighted(walk.visits());
      Arrays.setAll(visits, i -> visits[i] / target[i]);
      return visits;
    }
  }
}

package offprint.papers.srrw;

import java.util.List;

/**
 * What the walks of one arm estimated, at each checkpoint.
 *
 * <p>{@code estimate} [runs][checkpoints][values + 2]: the weighted mean of each value, then the
 * total variation and the squared distance between visits and target.
 */
final class SamplingTrace {
  private final Arm arm;
  private final List<double[][]> estimate;
  private final double[] firstVisits;
  private final double[] truth;

  SamplingTrace(Arm arm, List<double[][]> estimate, double[] firstVisits, double[] truth) {
    this.arm = arm;
    this.estimate = estimate;
    this.firstVisits = firstVisits;
    this.truth = truth;
  }

  Arm arm() {
    return arm;
  }

  private int values() {
    return truth.length;
  }

  private int last() {
    return estimate.getFirst().length - 1;
  }

  /** Mean over runs of (estimate - truth)^2, at each checkpoint. */
  double[] squaredError(int value) {
    double[] mse = new double[last() + 1];
    for (double[][] one : estimate) {
      for (int c = 0; c < mse.length; c++) {
        double error = one[c][value] - truth[value];
        mse[c] += error * error / estimate.size();
      }
    }
    return mse;
  }

  double[] totalVariation() {
    return mean(values());
  }

  /** Mean over runs of sum_i (y_i - target_i)^2, y the weighted visits. */
  double[] squaredDistance() {
    return mean(values() + 1);
  }

  private double[] mean(int column) {
    double[] mean = new double[last() + 1];
    for (double[][] one : estimate) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += one[c][column] / estimate.size();
      }
    }
    return mean;
  }

  /** The mean of the runs' last estimates. */
  double estimate(int value) {
    return mean(value)[last()];
  }

  /** The standard deviation between runs of the last estimate; NaN for one run. */
  double spread(int value) {
    double mean = estimate(value);
    double sum = 0;
    for (double[][] one : estimate) {
      sum += Math.pow(one[last()][value] - mean, 2);
    }
    return Math.sqrt(sum / (estimate.size() - 1));
  }

  /** The mean of the last estimates less the truth. */
  double bias(int value) {
    return estimate(value) - truth[value];
  }

  int runs() {
    return estimate.size();
  }

  /** Visits of the first run, weighed, over the target [nodes]. */
  double[] firstVisits() {
    return firstVisits;
  }
}

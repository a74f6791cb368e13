package offprint.papers.fimmjp;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How near an answer is to a known process. */
final class Scores {
  private Scores() {}

  /** Root mean square error of the rates off the diagonal. */
  static double rmse(double[] rate, double[] truth, int n) {
    double sum = 0;
    for (int cell = 0; cell < n * n; cell++) {
      double error = cell % (n + 1) == 0 ? 0 : rate[cell] - truth[cell];
      sum += error * error;
    }
    return Math.sqrt(sum / (n * (n - 1.0)));
  }

  /** The error over the root mean square of the true rates. */
  static double relative(double[] rate, double[] truth, int n) {
    return rmse(rate, truth, n) / rmse(new double[n * n], truth, n);
  }

  /** Share of the true rates within {@code deviations} standard deviations of the estimates. */
  static double coverage(Estimate estimate, double[] truth, double deviations) {
    int n = estimate.states();
    int inside = 0;
    for (int cell = 0; cell < n * n; cell++) {
      double error = Math.abs(estimate.rate()[cell] - truth[cell]);
      inside += cell % (n + 1) != 0 && error <= deviations * estimate.sd()[cell] ? 1 : 0;
    }
    return inside / (n * (n - 1.0));
  }

  /** Share of links and missing links that are told apart at a probability of one half. */
  static double linkAccuracy(Estimate estimate, double[] truth) {
    int n = estimate.states();
    int right = 0;
    for (int cell = 0; cell < n * n; cell++) {
      boolean there = truth[cell] > 0;
      right += cell % (n + 1) != 0 && estimate.link()[cell] > 0.5 == there ? 1 : 0;
    }
    return right / (n * (n - 1.0));
  }

  /** Total variation distance of two laws. */
  static double totalVariation(double[] p, double[] q) {
    return 0.5 * IntStream.range(0, p.length).mapToDouble(i -> Math.abs(p[i] - q[i])).sum();
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
  }
}

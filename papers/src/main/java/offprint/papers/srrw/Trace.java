package offprint.papers.srrw;

import java.util.List;

/**
 * The measurements of the walks of one arm at each checkpoint.
 *
 * @param readings [runs][checkpoints][columns]
 * @param results what the first walks ended with
 */
record Trace(Arm arm, List<double[][]> readings, List<double[]> results) {
  int runs() {
    return readings.size();
  }

  /** The mean of a column over the walks [checkpoints]. */
  double[] mean(int column) {
    double[] mean = new double[readings.getFirst().length];
    for (double[][] one : readings) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += one[c][column] / runs();
      }
    }
    return mean;
  }

  /** The mean at the last checkpoint. */
  double last(int column) {
    double[] mean = mean(column);
    return mean[mean.length - 1];
  }

  /** The standard error of {@link #last}; NaN for one walk. */
  double standardError(int column) {
    double mean = last(column);
    double sum = 0;
    for (double[][] one : readings) {
      double gap = one[one.length - 1][column] - mean;
      sum += gap * gap;
    }
    return Math.sqrt(sum / (runs() - 1) / runs());
  }
}

package offprint.kernels.sampling;

import java.util.Arrays;

/** The error of the mean of one dependent series, from the means of its batches. */
public final class BatchMeans {
  private BatchMeans() {}

  /**
   * Standard error of the mean: deviation of the batch means over √batches. Batches must be longer
   * than the memory of the series; the rest of a division is left out at the start.
   *
   * @param series [n]
   * @throws IllegalArgumentException if there are fewer than 2 batches or less than a value a batch
   */
  public static double standardError(double[] series, int batches) {
    int length = series.length / Math.max(1, batches);
    if (batches < 2 || length < 1) {
      throw new IllegalArgumentException(
          "batches must be from 2 to the length of the series, %d: got %d"
              .formatted(series.length, batches));
    }
    double[] means = new double[batches];
    int first = series.length - length * batches;
    for (int b = 0; b < batches; b++) {
      int from = first + b * length;
      means[b] = Arrays.stream(series, from, from + length).average().orElseThrow();
    }
    double mean = Arrays.stream(means).average().orElseThrow();
    double squares = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum();
    return Math.sqrt(squares / (batches - 1) / batches);
  }
}

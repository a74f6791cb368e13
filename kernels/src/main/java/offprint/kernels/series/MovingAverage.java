package offprint.kernels.series;

/**
 * Centred moving average whose ends are padded by repeating the first and last value. It is a
 * linear map, {@code trend = A x}, whose rows sum to 1.
 */
public final class MovingAverage {
  private MovingAverage() {}

  /**
   * Trend of a series, [length].
   *
   * @param kernel width of the average in rows, odd
   * @throws IllegalArgumentException if the kernel is even or below 1
   */
  public static double[] trend(double[] series, int kernel) {
    check(kernel);
    int reach = (kernel - 1) / 2;
    double[] trend = new double[series.length];
    for (int t = 0; t < series.length; t++) {
      double sum = 0;
      for (int k = -reach; k <= reach; k++) {
        sum += series[Math.clamp(t + k, 0, series.length - 1)];
      }
      trend[t] = sum / kernel;
    }
    return trend;
  }

  /** The map A, [length, length] row-major: {@code A[t, u]} is the weight of value u in trend t. */
  public static float[] matrix(int length, int kernel) {
    check(kernel);
    int reach = (kernel - 1) / 2;
    float[] a = new float[length * length];
    for (int t = 0; t < length; t++) {
      int[] count = new int[length];
      for (int k = -reach; k <= reach; k++) {
        count[Math.clamp(t + k, 0, length - 1)]++;
      }
      for (int u = 0; u < length; u++) {
        a[t * length + u] = (float) ((double) count[u] / kernel);
      }
    }
    return a;
  }

  private static void check(int kernel) {
    if (kernel < 1 || kernel % 2 == 0) {
      throw new IllegalArgumentException("kernel must be odd: got " + kernel);
    }
  }
}

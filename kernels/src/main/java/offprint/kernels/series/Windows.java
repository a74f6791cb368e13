package offprint.kernels.series;

import java.util.Arrays;

/**
 * Windows at stride 1: {@code lookback} input rows, then {@code horizon} target rows.
 *
 * @param values scaled series [channels][time]
 * @param calendar calendar features [features][time]; empty without calendar
 * @param first first input row of the first window
 * @param count number of windows
 */
public record Windows(
    float[][] values, float[][] calendar, int lookback, int horizon, int first, int count) {

  /** All windows with targets in rows [from, to); inputs may begin before {@code from}. */
  public static Windows targets(
      float[][] values, float[][] calendar, int lookback, int horizon, int from, int to) {
    int first = Math.max(0, from - lookback);
    return new Windows(
        values, calendar, lookback, horizon, first, to - horizon - (first + lookback) + 1);
  }

  public int channels() {
    return values.length;
  }

  /** Up to {@code limit} window numbers, evenly spaced. */
  public int[] spread(int limit) {
    int n = Math.min(limit, count);
    int[] index = new int[n];
    for (int i = 0; i < n; i++) {
      index[i] = (int) ((long) i * count / n);
    }
    return index;
  }

  /** All window numbers. */
  public int[] all() {
    return spread(count);
  }

  /** Windows {@code from} to {@code from + n - 1}. */
  public Batch batch(int from, int n) {
    int[] index = new int[n];
    for (int i = 0; i < n; i++) {
      index[i] = from + i;
    }
    return batch(index, 0, n);
  }

  /** Windows {@code index[from]} to {@code index[from + n - 1]}. */
  public Batch batch(int[] index, int from, int n) {
    float[] x = new float[n * channels() * lookback];
    float[] y = new float[n * channels() * horizon];
    float[] dates = new float[calendar.length * n * lookback];
    int[] starts = new int[n];
    for (int i = 0; i < n; i++) {
      int start = first + index[from + i];
      starts[i] = start;
      for (int c = 0; c < channels(); c++) {
        int row = i * channels() + c;
        System.arraycopy(values[c], start, x, row * lookback, lookback);
        int known = Math.min(horizon, values[c].length - start - lookback);
        System.arraycopy(values[c], start + lookback, y, row * horizon, known);
        Arrays.fill(y, row * horizon + known, (row + 1) * horizon, Float.NaN);
      }
      for (int f = 0; f < calendar.length; f++) {
        System.arraycopy(calendar[f], start, dates, (f * n + i) * lookback, lookback);
      }
    }
    return new Batch(n, channels(), lookback, horizon, x, y, dates, starts);
  }

  /** The window that forecasts past the end of the series; its targets are NaN. */
  public Batch last() {
    int start = values[0].length - lookback;
    return new Windows(values, calendar, lookback, horizon, start, 1).batch(0, 1);
  }

  /**
   * A batch of windows.
   *
   * @param size number of windows
   * @param x inputs [size, channels, lookback], row-major
   * @param y targets [size, channels, horizon], row-major; NaN past the end of the series
   * @param calendar features of the inputs [features, size, lookback], row-major
   * @param starts first input row of each window
   */
  public record Batch(
      int size,
      int channels,
      int lookback,
      int horizon,
      float[] x,
      float[] y,
      float[] calendar,
      int[] starts) {}
}

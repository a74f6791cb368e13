package offprint.kernels.series;

import java.util.Arrays;

/**
 * Prediction intervals of split conformal prediction: forecast ± a quantile of the absolute errors
 * on rows that the forecaster did not see, by channel and step.
 *
 * <p>If the errors of validation and test rows are exchangeable, an interval covers the next value
 * with at least the probability of its level (Lei, G'Sell, Rinaldo, Tibshirani and Wasserman,
 * Distribution-Free Predictive Inference for Regression, 2018). Errors of a series that drifts, and
 * of overlapping windows, are exchangeable at best approximately: {@link Coverage} measures what
 * holds.
 *
 * @param levels such as 0.8 and 0.95
 * @param channels number of channels
 * @param horizon steps
 * @param halfWidths [levels][channels * horizon], scaled
 */
public record Intervals(double[] levels, int channels, int horizon, float[][] halfWidths) {

  /** Half the width of the interval of {@code levels[level]}, scaled. */
  public float halfWidth(int level, int channel, int step) {
    return halfWidths[level][channel * horizon + step];
  }

  /**
   * The least number of validation windows that {@code level} can be had from, {@code level / (1 -
   * level)} rounded up: 19 for 95 %.
   */
  public static int leastWindows(double level) {
    check(level);
    int n = Math.max(1, (int) (level / (1 - level)) - 1);
    while (rank(n, level) > n) {
      n++;
    }
    return n;
  }

  /** The quantile's rank among n errors, {@code ceil((n + 1) level)}. */
  private static int rank(int n, double level) {
    return (int) Math.ceil((n + 1) * level - 1e-9);
  }

  private static void check(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must lie between 0 and 1: got " + level);
    }
  }

  /**
   * Gathers absolute errors of validation windows. Memory: a float per window, channel and step.
   */
  public static final class Calibration {
    private final int channels;
    private final int horizon;
    private final float[][] errors; // [channels * horizon][windows]
    private final int[] counts;

    /**
     * @param windows most windows that will be added
     */
    public Calibration(int channels, int horizon, int windows) {
      this.channels = channels;
      this.horizon = horizon;
      this.errors = new float[channels * horizon][windows];
      this.counts = new int[channels * horizon];
    }

    /**
     * Adds windows. Targets that are NaN (unknown) are left out.
     *
     * @param forecast [size, channels, horizon]
     */
    public void add(Windows.Batch batch, float[] forecast) {
      for (int at = 0; at < forecast.length; at++) {
        float error = Math.abs(forecast[at] - batch.y()[at]);
        if (!Float.isNaN(error)) {
          int cell = at % errors.length;
          errors[cell][counts[cell]++] = error;
        }
      }
    }

    /**
     * @throws IllegalArgumentException if a level needs more windows than were added
     */
    public Intervals intervals(double... levels) {
      float[][] widths = new float[levels.length][errors.length];
      for (int cell = 0; cell < errors.length; cell++) {
        int n = counts[cell];
        Arrays.sort(errors[cell], 0, n);
        for (int i = 0; i < levels.length; i++) {
          check(levels[i]);
          int rank = rank(n, levels[i]);
          if (rank > n) {
            throw new IllegalArgumentException(
                "intervals of level %s need at least %d validation windows: got %d"
                    .formatted(levels[i], leastWindows(levels[i]), n));
          }
          widths[i][cell] = errors[cell][rank - 1];
        }
      }
      return new Intervals(levels.clone(), channels, horizon, widths);
    }
  }

  /** Counts the targets of test windows that lie within their intervals. */
  public static final class Coverage {
    private final Intervals intervals;
    private final long[] covered;
    private final double[] width;
    private long count;

    public Coverage(Intervals intervals) {
      this.intervals = intervals;
      this.covered = new long[intervals.levels.length];
      this.width = new double[intervals.levels.length];
    }

    /**
     * Adds windows. Targets that are NaN (unknown) are left out.
     *
     * @param forecast [size, channels, horizon]
     */
    public void add(Windows.Batch batch, float[] forecast) {
      int cells = intervals.channels * intervals.horizon;
      for (int at = 0; at < forecast.length; at++) {
        float error = Math.abs(forecast[at] - batch.y()[at]);
        if (Float.isNaN(error)) {
          continue;
        }
        count++;
        for (int i = 0; i < covered.length; i++) {
          float half = intervals.halfWidths[i][at % cells];
          covered[i] += error <= half ? 1 : 0;
          width[i] += 2 * half;
        }
      }
    }

    /** The covered part of all targets, for {@code levels[level]}; NaN before the first target. */
    public double covered(int level) {
      return (double) covered[level] / count;
    }

    /** Mean width over all targets, scaled. */
    public double meanWidth(int level) {
      return width[level] / count;
    }
  }
}

package offprint.kernels.series;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One or more channels sampled at the same times.
 *
 * @param columns channel names, [channels]
 * @param values [channels][time], finite
 * @param millis time of each row since 1970-01-01 UTC, rising; null without dates
 * @param filled number of blank cells that were filled
 */
public record TimeSeries(
    List<String> columns, double[][] values, long @Nullable [] millis, int filled) {
  public TimeSeries {
    columns = List.copyOf(columns);
  }

  public int channels() {
    return values.length;
  }

  public int length() {
    return values[0].length;
  }

  /** Median time step in milliseconds; 0 without dates. */
  public long stepMillis() {
    if (millis == null || millis.length < 2) {
      return 0;
    }
    long[] steps = new long[millis.length - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = millis[i + 1] - millis[i];
    }
    Arrays.sort(steps);
    return steps[steps.length / 2];
  }

  /**
   * Number of steps that differ from {@link #stepMillis}; see {@link Regularity} for their kinds.
   */
  public int unevenRows() {
    if (millis == null) {
      return 0;
    }
    long step = stepMillis();
    int count = 0;
    for (int i = 1; i < millis.length; i++) {
      count += millis[i] - millis[i - 1] != step ? 1 : 0;
    }
    return count;
  }

  /** Time of a row in milliseconds, extrapolated past the end; the row number without dates. */
  public double position(int row) {
    if (millis == null) {
      return row;
    }
    return row < millis.length
        ? millis[row]
        : millis[millis.length - 1] + (double) (row - millis.length + 1) * stepMillis();
  }
}

package offprint.kernels.series;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One or more channels sampled at the same times. */
public final class TimeSeries {
  private static final long DAY = 86_400_000;
  private static final DateTimeFormatter DATE = format("yyyy-MM-dd");
  private static final DateTimeFormatter DATE_TIME = format("yyyy-MM-dd HH:mm:ss");

  private final List<String> columns;
  private final double[][] values;
  private final long @Nullable [] millis;
  private final int filled;
  private final long stepMillis;
  private final boolean daily;

  /**
   * @param columns channel names, [channels]
   * @param values [channels][time], finite
   * @param millis time of each row since 1970-01-01 UTC, rising; null without dates
   * @param filled number of blank cells that were filled
   */
  public TimeSeries(List<String> columns, double[][] values, long @Nullable [] millis, int filled) {
    this.columns = List.copyOf(columns);
    this.values = values;
    this.millis = millis;
    this.filled = filled;
    this.stepMillis = millis == null ? 0 : medianStep(millis);
    this.daily = millis != null && Arrays.stream(millis).allMatch(time -> time % DAY == 0);
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
  }

  private static long medianStep(long[] millis) {
    long[] steps = new long[millis.length - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = millis[i + 1] - millis[i];
    }
    Arrays.sort(steps);
    return steps.length == 0 ? 0 : steps[steps.length / 2];
  }

  /** Channel names, [channels]. */
  public List<String> columns() {
    return columns;
  }

  /** [channels][time], finite. */
  public double[][] values() {
    return values;
  }

  /** Time of each row since 1970-01-01 UTC, rising; null without dates. */
  public long @Nullable [] millis() {
    return millis;
  }

  /** Number of blank cells that were filled. */
  public int filled() {
    return filled;
  }

  public int channels() {
    return values.length;
  }

  public int length() {
    return values[0].length;
  }

  /** Median time step in milliseconds; 0 without dates. */
  public long stepMillis() {
    return stepMillis;
  }

  /**
   * Number of steps that differ from {@link #stepMillis}; see {@link Regularity} for their kinds.
   */
  public int unevenRows() {
    int count = 0;
    for (int i = 1; millis != null && i < millis.length; i++) {
      count += millis[i] - millis[i - 1] != stepMillis ? 1 : 0;
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
        : millis[millis.length - 1] + (double) (row - millis.length + 1) * stepMillis;
  }

  /**
   * The date of row {@code row}, which may lie past the end, with the time of day unless all rows
   * fall on midnight; the row's number from 1 without dates.
   */
  public String label(int row) {
    return millis == null
        ? Integer.toString(row + 1)
        : (daily ? DATE : DATE_TIME).format(Instant.ofEpochMilli((long) position(row)));
  }
}

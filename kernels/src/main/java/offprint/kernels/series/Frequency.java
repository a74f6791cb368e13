package offprint.kernels.series;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Sampling frequency of a series, which decides its calendar features. */
public enum Frequency {
  NONE(0),
  MIN(5),
  HOUR(4),
  DAY(3);

  private final int features;

  Frequency(int features) {
    this.features = features;
  }

  public int features() {
    return features;
  }

  /** Frequency of the median time step; NONE without dates. */
  public static Frequency of(TimeSeries series) {
    long step = series.stepMillis();
    return step == 0 ? NONE : step < 3_600_000 ? MIN : step < 86_400_000 ? HOUR : DAY;
  }

  /**
   * Calendar features of one time in UTC, each in [-0.5, 0.5]: minute/59, hour/23, weekday/6
   * (Monday = 0), (day-1)/30, (dayOfYear-1)/365, each minus 0.5. MIN has all five, HOUR the last
   * four, DAY the last three.
   *
   * @return [features]
   */
  public float[] features(long millis) {
    LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    double[] all = {
      time.getMinute() / 59.0,
      time.getHour() / 23.0,
      (time.getDayOfWeek().getValue() - 1) / 6.0,
      (time.getDayOfMonth() - 1) / 30.0,
      (time.getDayOfYear() - 1) / 365.0
    };
    float[] chosen = new float[features];
    for (int i = 0; i < features; i++) {
      chosen[i] = (float) (all[all.length - features + i] - 0.5);
    }
    return chosen;
  }

  /**
   * Calendar features of every row.
   *
   * @return [features][time]
   */
  public float[][] calendar(TimeSeries series) {
    float[][] calendar = new float[features][series.length()];
    for (int t = 0; t < series.length() && features > 0; t++) {
      float[] row = features((long) series.position(t));
      for (int f = 0; f < features; f++) {
        calendar[f][t] = row[f];
      }
    }
    return calendar;
  }
}

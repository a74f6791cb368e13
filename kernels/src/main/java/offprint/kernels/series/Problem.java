package offprint.kernels.series;

import java.util.function.BiConsumer;
import java.util.function.DoubleConsumer;

/**
 * A forecasting task on one data set: scaled, cut and ready to be judged.
 *
 * @param series as read
 * @param frequency that the calendar features follow
 * @param scaling from the train rows
 * @param values scaled series [channels][time]
 * @param season rows, found in the train rows; 1 where there is none
 * @param naive mean absolute error of the seasonal naive forecast in the train rows, by channel, in
 *     scaled units
 */
public record Problem(
    TimeSeries series,
    Frequency frequency,
    Scaling scaling,
    float[][] values,
    int season,
    double[] naive,
    Windows train,
    Windows validation,
    Windows test) {
  private static final int LONGEST_SEASON = 2000;

  /**
   * @throws IllegalArgumentException if a part of the split is too short for a window
   */
  public static Problem of(
      TimeSeries series, Frequency frequency, Split split, int lookback, int horizon) {
    split.require(lookback, horizon);
    Scaling scaling = Scaling.of(series.values(), split.train());
    float[][] values = scaling.scale(series.values());
    float[][] calendar = frequency.calendar(series);
    int season = Season.find(series.values(), split.train(), LONGEST_SEASON);
    return new Problem(
        series,
        frequency,
        scaling,
        values,
        season,
        Errors.seasonalNaive(values, split.train(), season),
        Windows.targets(values, calendar, lookback, horizon, 0, split.train()),
        Windows.targets(values, calendar, lookback, horizon, split.train(), split.validation()),
        Windows.targets(values, calendar, lookback, horizon, split.validation(), split.test()));
  }

  /**
   * Forecasts some windows and hands each batch on with its forecast.
   *
   * @param index numbers of the windows
   * @param progress called with the finished part before each batch
   */
  public static void forecast(
      Forecaster forecaster,
      Windows windows,
      int[] index,
      DoubleConsumer progress,
      BiConsumer<Windows.Batch, float[]> taker) {
    int size = forecaster.windowsAtOnce();
    for (int from = 0; from < index.length; from += size) {
      progress.accept((double) from / index.length);
      Windows.Batch batch = windows.batch(index, from, Math.min(size, index.length - from));
      taker.accept(batch, forecaster.forecast(batch));
    }
  }

  /** Errors over some windows, as {@link #forecast} takes them. */
  public static Errors judge(
      Forecaster forecaster,
      Windows windows,
      int[] index,
      Errors.Sum sum,
      DoubleConsumer progress) {
    forecast(forecaster, windows, index, progress, sum::add);
    return sum.errors();
  }

  public Errors.Sum sum() {
    return new Errors.Sum(scaling, naive);
  }
}

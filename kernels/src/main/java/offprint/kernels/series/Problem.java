package offprint.kernels.series;

import java.util.function.BiConsumer;
import java.util.function.DoubleConsumer;

/**
 * A forecasting problem: one scaled series, cut into training, validation and test windows.
 *
 * @param series in original units
 * @param frequency of the calendar features
 * @param scaling fitted on the training rows
 * @param values scaled series [channels][time]
 * @param season length in rows, found in the training rows; 1 if there is none
 * @param naive mean absolute error of the seasonal naive forecast on the training rows, by channel,
 *     scaled
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
   * Scales and cuts a series.
   *
   * @throws IllegalArgumentException if a part of the split is too short for a window
   */
  public static Problem of(
      TimeSeries series, Frequency frequency, Split split, int lookback, int horizon) {
    int season = Season.find(series.values(), split.train(), LONGEST_SEASON);
    split.require(lookback, horizon, season);
    Scaling scaling = Scaling.of(series.values(), split.train());
    float[][] values = scaling.scale(series.values());
    float[][] calendar = frequency.calendar(series);
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
   * @param index window numbers
   * @param progress called with the completed fraction before each batch
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

  /** A new accumulator for this problem's errors. */
  public Errors.Sum sum() {
    return new Errors.Sum(scaling, naive);
  }
}

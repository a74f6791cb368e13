package offprint.papers.timemixer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.kernels.series.Forecaster;
import offprint.kernels.series.Intervals;
import offprint.kernels.series.Problem;
import offprint.kernels.series.Scaling;
import offprint.kernels.series.TimeSeries;
import offprint.kernels.series.Windows;

/**
 * A forecast of one window in the units of the data, with prediction intervals.
 *
 * @param name of the forecaster, as it stands in a sentence
 * @param values [channels][horizon]
 * @param intervals scaled; of no level where there are none
 */
record Prediction(String name, double[][] values, Intervals intervals, Scaling scaling) {
  /** Levels of the prediction intervals. */
  static final double[] LEVELS = {0.8, 0.95};

  private static final int SHOWN_ROWS = 20;
  private static final int MOST_WINDOWS = 1000;
  private static final int MOST_ERRORS = 1 << 26;

  static Prediction of(
      String name,
      Forecaster forecaster,
      Intervals intervals,
      Windows.Batch window,
      Scaling scaling) {
    float[] scaled = forecaster.forecast(window);
    double[][] values = new double[window.channels()][window.horizon()];
    for (int c = 0; c < values.length; c++) {
      for (int h = 0; h < values[c].length; h++) {
        values[c][h] = scaling.unscale(c, scaled[c * window.horizon() + h]);
      }
    }
    return new Prediction(name, values, intervals, scaling);
  }

  static Intervals withoutIntervals(Windows windows) {
    return new Intervals(new double[0], windows.channels(), windows.horizon(), new float[0][]);
  }

  /**
   * Intervals from the errors on the validation windows, of those levels that they are enough for.
   * Evenly spread windows are taken, at most a thousand and as many as fit in memory.
   */
  static Intervals calibrate(Forecaster forecaster, Windows windows, Part part) {
    int cells = windows.channels() * windows.horizon();
    int[] index = windows.spread(Math.clamp(MOST_ERRORS / cells, 1, MOST_WINDOWS));
    Intervals.Calibration errors =
        new Intervals.Calibration(windows.channels(), windows.horizon(), index.length);
    Problem.forecast(
        forecaster, windows, index, part.stage("calibrating the intervals"), errors::add);
    return errors.intervals(
        Arrays.stream(LEVELS)
            .filter(level -> Intervals.leastWindows(level) <= index.length)
            .toArray());
  }

  /** 80 for the level 0.8. */
  int percent(int level) {
    return (int) Math.round(100 * intervals.levels()[level]);
  }

  double[] low(int level, int channel) {
    return bound(level, channel, -1);
  }

  double[] high(int level, int channel) {
    return bound(level, channel, 1);
  }

  private double[] bound(int level, int channel, int side) {
    double[] bound = values[channel].clone();
    double sd = scaling.sd()[channel];
    Arrays.setAll(bound, h -> bound[h] + side * sd * intervals.halfWidth(level, channel, h));
    return bound;
  }

  /**
   * One row a step and column: date (or row number, from 1), column, value, and the bounds of the
   * intervals as {@code low_80}, {@code high_80} …
   *
   * @param from row of the first step
   */
  Frame frame(TimeSeries series, int from) {
    List<String> names = new ArrayList<>(List.of("date", "column", "value"));
    for (int i = 0; i < intervals.levels().length; i++) {
      names.add("low_" + percent(i));
      names.add("high_" + percent(i));
    }
    Frame frame = Frame.of(names.toArray(String[]::new));
    for (int c = 0; c < values.length; c++) {
      for (int h = 0; h < values[c].length; h++) {
        List<Object> row = new ArrayList<>();
        row.add(series.label(from + h));
        row.add(series.columns().get(c));
        row.add(values[c][h]);
        for (int i = 0; i < intervals.levels().length; i++) {
          double half = scaling.sd()[c] * intervals.halfWidth(i, c, h);
          row.add(values[c][h] - half);
          row.add(values[c][h] + half);
        }
        frame.row(row.toArray());
      }
    }
    return frame;
  }

  /** Shows the first rows that are forecast after the data, of one column. */
  void show(Findings out, TimeSeries series, int channel) {
    String column = series.columns().get(channel);
    Frame rows = frame(series, series.length()).where("column", column);
    out.table(
        rows.rows() > SHOWN_ROWS
            ? "%s: the first %d of %d rows forecast by %s"
                .formatted(column, SHOWN_ROWS, rows.rows(), name)
            : "%s: the forecast of %s".formatted(column, name),
        rows.first(SHOWN_ROWS),
        rows.columns().stream().filter(name -> !name.equals("column")).toArray(String[]::new));
  }
}

package offprint.papers.timemixer;

import java.util.Arrays;
import offprint.harness.Plot;
import offprint.kernels.series.TimeSeries;
import offprint.method.Chart;
import org.jspecify.annotations.Nullable;

/** Charts of a forecast of one column. */
record Charts(TimeSeries series, int channel, int lookback) {

  private String name() {
    return series.columns().get(channel);
  }

  private Plot plot(String title) {
    return Plot.of(name() + ": " + title)
        .x(series.millis() == null ? Chart.Axis.linear("row") : Chart.Axis.time("time"))
        .y(name());
  }

  private double[] rows(int from, int n, int stride) {
    double[] x = new double[n];
    Arrays.setAll(x, i -> series.position(from + i * stride));
    return x;
  }

  /**
   * @param held forecast of the last H rows, null where there is none to compare with
   * @param ahead forecast of the next H rows
   * @param rival another forecast of the next H rows
   */
  Chart forecast(
      @Nullable Prediction held, Prediction ahead, @Nullable Prediction rival, String caption) {
    int end = series.length();
    int from = Math.max(0, end - 2 * lookback);
    int horizon = ahead.values()[channel].length;
    Plot plot = plot("observed and forecast");
    for (int i = ahead.intervals().levels().length - 1; i >= 0; i--) {
      double[] low = ahead.low(i, channel);
      double[] high = ahead.high(i, channel);
      int first = end;
      if (held != null) {
        low = joined(held.low(i, channel), low);
        high = joined(held.high(i, channel), high);
        first = end - horizon;
      }
      plot.band(ahead.percent(i) + " % interval", rows(first, low.length, 1), low, high);
    }
    plot.line(
        "observed",
        rows(from, end - from, 1),
        Arrays.copyOfRange(series.values()[channel], from, end));
    if (held != null) {
      plot.line(
          "forecast of the last rows", rows(end - horizon, horizon, 1), held.values()[channel]);
    }
    plot.line("forecast", rows(end, horizon, 1), ahead.values()[channel]);
    if (rival != null) {
      plot.thinLine("forecast of " + rival.name(), rows(end, horizon, 1), rival.values()[channel]);
    }
    return plot.chart(caption);
  }

  private static double[] joined(double[] a, double[] b) {
    double[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }

  /** What each scale's predictor adds. */
  Chart contributions(Outlook outlook) {
    double[] x = rows(series.length(), outlook.forecast().length, 1);
    Plot plot = plot("the forecast as a sum").line("forecast", x, outlook.forecast());
    double[] level = new double[x.length];
    Arrays.fill(level, outlook.level());
    plot.thinLine("level of the window", x, level);
    for (int m = 0; m < outlook.contributions().length; m++) {
      plot.thinLine("added by " + scale(m), x, outlook.contributions()[m]);
    }
    return plot.chart(
        "The network reads the last rows at several resolutions; each adds its part to the level.");
  }

  /** Trend and season of the last window at each scale. */
  Chart split(Outlook outlook) {
    Plot plot = plot("trend and season of the last %d rows".formatted(lookback));
    for (int m = 0; m < outlook.trend().length; m++) {
      double[] x = rows(series.length() - lookback, outlook.trend()[m].length, 1 << m);
      Chart.Series trend = Chart.Series.line("trend, " + scale(m), x, outlook.trend()[m]);
      Chart.Series season = Chart.Series.line("season, " + scale(m), x, outlook.season()[m]);
      plot.add(m == 0 ? trend : trend.thin()).add(m == 0 ? season : season.thin());
    }
    return plot.chart("What the network splits: trend + season is the series at that resolution.");
  }

  private static String scale(int m) {
    return m == 0 ? "every row" : "means of %d rows".formatted(1 << m);
  }
}

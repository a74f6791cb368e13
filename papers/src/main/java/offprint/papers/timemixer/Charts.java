package offprint.papers.timemixer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.series.TimeSeries;
import offprint.method.Chart;
import org.jspecify.annotations.Nullable;

/** The pictures of a forecast of one column. */
final class Charts {
  private final TimeSeries series;
  private final int channel;

  Charts(TimeSeries series, int channel) {
    this.series = series;
    this.channel = channel;
  }

  private Chart.Axis time() {
    return series.millis() == null ? Chart.Axis.linear("row") : Chart.Axis.time("time");
  }

  private double[] rows(int from, int n, int stride) {
    double[] x = new double[n];
    Arrays.setAll(x, i -> series.position(from + i * stride));
    return x;
  }

  /**
   * @param held forecast of the last H rows, null where there is none to compare with
   * @param ahead forecast of the next H rows
   */
  Chart forecast(@Nullable Outlook held, Outlook ahead, int lookback, int horizon) {
    int end = series.length();
    int from = Math.max(0, end - 2 * lookback);
    List<Chart.Series> lines = new ArrayList<>();
    lines.add(
        Chart.Series.line(
            "observed",
            rows(from, end - from, 1),
            Arrays.copyOfRange(series.values()[channel], from, end)));
    Outlook explained = held == null ? ahead : held;
    int origin = held == null ? end : end - horizon;
    if (held != null) {
      lines.add(
          Chart.Series.line(
              "forecast of the last rows", rows(origin, horizon, 1), held.forecast()[channel]));
    }
    lines.add(Chart.Series.line("forecast", rows(end, horizon, 1), ahead.forecast()[channel]));
    for (int m = 0; m < explained.contributions().length; m++) {
      double[] y = explained.contributions()[m][channel].clone();
      for (int h = 0; h < y.length; h++) {
        y[h] += explained.level()[channel];
      }
      lines.add(
          Chart.Series.line("scale %d of the network".formatted(m), rows(origin, horizon, 1), y)
              .thin());
    }
    String name = series.columns().get(channel);
    return new Chart(
        name + ": observed and forecast",
        time(),
        Chart.Axis.linear(name),
        lines,
        "Thin lines: what each scale's predictor adds to the window's level; the forecast is the"
            + " level plus all of them.");
  }

  /** Trend and season of the last window at each scale. */
  Chart split(Outlook outlook, int lookback) {
    int from = series.length() - lookback;
    List<Chart.Series> lines = new ArrayList<>();
    for (int m = 0; m < outlook.trend().length; m++) {
      double[] x = rows(from, outlook.trend()[m][channel].length, 1 << m);
      Chart.Series trend =
          Chart.Series.line("trend, scale %d".formatted(m), x, outlook.trend()[m][channel]);
      Chart.Series season =
          Chart.Series.line("season, scale %d".formatted(m), x, outlook.season()[m][channel]);
      lines.add(m == 0 ? trend : trend.thin());
      lines.add(m == 0 ? season : season.thin());
    }
    String name = series.columns().get(channel);
    return new Chart(
        name + ": trend and season of the last window at each scale",
        time(),
        Chart.Axis.linear(name),
        lines,
        "Scale m has a value every 2^m rows; trend + season is the series at that scale.");
  }
}

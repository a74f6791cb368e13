package offprint.papers.timemixer;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.series.Frequency;
import offprint.kernels.series.SeriesReader;
import offprint.kernels.series.TimeSeries;
import offprint.method.Kind;
import offprint.method.Param;
import offprint.method.Source;

/** The reader's series and the column to draw. */
record Data(
    @Param(
            label = "Data",
            help =
                "Table in order of time, a column of dates and columns of numbers; or NPY"
                    + " [time, channels]",
            value = "example:etth2",
            accepts = Kind.SERIES)
        Source data,
    @Param(
            label = "Column to draw",
            help = "Column to draw; empty: the last one that changes",
            columnOf = "data")
        String column,
    @Param(
            label = "Blank cells",
            help = "What to do with blank cells: refuse them or bridge them by a straight line",
            value = "none",
            advanced = true)
        SeriesReader.Fill fill) {

  TimeSeries read(Inputs in) throws IOException {
    return in.series("data", data, fill);
  }

  /** The position of the column to draw. */
  int channel(TimeSeries series) {
    int last = series.channels() - 1;
    if (column.isEmpty()) {
      return IntStream.rangeClosed(0, last)
          .map(i -> last - i)
          .filter(c -> Arrays.stream(series.values()[c]).distinct().limit(2).count() > 1)
          .findFirst()
          .orElse(last);
    }
    int index = series.columns().indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(
          "column must be one of %s: got %s".formatted(Wording.list(series.columns(), 20), column));
    }
    return index;
  }

  /** Reports the calendar and season that the forecasts use. */
  static void assume(Findings out, Frequency frequency, int season) {
    out.assumed(
        frequency == Frequency.NONE
            ? "Without calendar features."
            : "Calendar features of %s data, %d of them; times without zone are taken as UTC."
                .formatted(
                    switch (frequency) {
                      case MIN -> "minute";
                      case HOUR -> "hourly";
                      case DAY, NONE -> "daily";
                    },
                    frequency.features()));
    out.assumed(
        season == 1
            ? "No season was found in the training rows: the seasonal naive forecast is the last"
                + " value."
            : "Season of %d rows, found in the training rows by autocorrelation."
                .formatted(season));
  }
}

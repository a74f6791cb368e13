package offprint.papers.timemixer;

import java.io.IOException;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.kernels.series.Frequency;
import offprint.kernels.series.SeriesReader;
import offprint.kernels.series.TimeSeries;
import offprint.method.Kind;
import offprint.method.Param;
import offprint.method.Source;

/** The series of a reader, and which of them is drawn. */
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
            help = "Column to draw; empty: the last one",
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
    int index = column.isEmpty() ? series.channels() - 1 : series.columns().indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(
          "column must be one of %s: got %s"
              .formatted(String.join(", ", series.columns()), column));
    }
    return index;
  }

  /** Tells which calendar and season the forecasts go by. */
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

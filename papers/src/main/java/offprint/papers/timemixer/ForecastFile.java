package offprint.papers.timemixer;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import offprint.kernels.series.TimeSeries;
import offprint.kernels.table.TableWriter;

/** {@code forecast.csv}: date (or row number, from 1), column, value. */
final class ForecastFile {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private ForecastFile() {}

  static void write(TimeSeries series, double[][] forecast, OutputStream out) throws IOException {
    try (TableWriter file = new TableWriter(out, "date", "column", "value")) {
      for (int c = 0; c < forecast.length; c++) {
        for (int h = 0; h < forecast[c].length; h++) {
          int row = series.length() + h;
          String date =
              series.millis() == null
                  ? Integer.toString(row + 1)
                  : DATE.format(Instant.ofEpochMilli((long) series.position(row)));
          file.row(date, series.columns().get(c), forecast[c][h]);
        }
      }
    }
  }
}

package offprint.kernels.series;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import offprint.kernels.table.Csv;
import offprint.kernels.table.Npy;
import offprint.kernels.table.TextTable;

/**
 * Reads a {@link TimeSeries} from CSV (first column optionally an ISO date or date-time, the others
 * numbers) or NPY ([time, channels]).
 */
public final class SeriesReader {
  /** Treatment of blank and NaN cells. */
  public enum Fill {
    /** Rejects the series. */
    NONE,
    /** Interpolates linearly between neighbours; repeats the nearest value at both ends. */
    LINEAR
  }

  private SeriesReader() {}

  /**
   * Reads a series.
   *
   * @throws IllegalArgumentException if a cell is not a number, a cell is blank under {@link
   *     Fill#NONE}, dates repeat or fall, or no column is numeric; the message names row and column
   */
  public static TimeSeries read(InputStream in, Fill fill) throws IOException {
    byte[] bytes = in.readAllBytes();
    return Npy.isNpy(bytes)
        ? npy(Npy.read(bytes), fill)
        : csv(Csv.read(new ByteArrayInputStream(bytes)), fill);
  }

  private static TimeSeries npy(Npy array, Fill fill) {
    if (array.shape().length != 2 || array.shape()[0] == 0 || array.shape()[1] == 0) {
      throw new IllegalArgumentException(
          "the array must have shape [time, channels]: got " + array.shapeText());
    }
    int rows = array.shape()[0];
    int channels = array.shape()[1];
    double[][] values = new double[channels][rows];
    List<String> columns = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      columns.add("column" + (c + 1));
      for (int r = 0; r < rows; r++) {
        double value = array.values()[r * channels + c];
        if (Double.isInfinite(value) || (Double.isNaN(value) && fill == Fill.NONE)) {
          throw new IllegalArgumentException(
              "row %d, column %d: expected a number: got %s (fill linear bridges NaN)"
                  .formatted(r + 1, c + 1, value));
        }
        values[c][r] = value;
      }
    }
    return new TimeSeries(columns, values, null, fill(values, columns));
  }

  private static TimeSeries csv(TextTable table, Fill fill) {
    boolean dated = table.rows() > 0 && isDate(table.cell(0, 0));
    int first = dated ? 1 : 0;
    int channels = table.columns().size() - first;
    if (channels == 0 || table.rows() == 0) {
      throw new IllegalArgumentException(
          "the table must have a column of numbers%s: got %d rows"
              .formatted(dated ? " beside the dates" : "", table.rows()));
    }
    double[][] values = new double[channels][];
    for (int c = 0; c < channels; c++) {
      values[c] = table.numbersOrGaps(c + first);
      for (int r = 0; r < values[c].length && fill == Fill.NONE; r++) {
        if (Double.isNaN(values[c][r])) {
          throw new IllegalArgumentException(
              table.wrong(r, c + first, "a number").getMessage() + " (fill linear bridges gaps)");
        }
      }
    }
    List<String> columns = table.columns().subList(first, table.columns().size());
    long[] millis = dated ? dates(table) : null;
    return new TimeSeries(columns, values, millis, fill(values, columns));
  }

  private static boolean isDate(String cell) {
    try {
      parse(cell);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static long[] dates(TextTable table) {
    long[] millis = new long[table.rows()];
    for (int r = 0; r < millis.length; r++) {
      try {
        millis[r] = parse(table.cell(r, 0));
      } catch (DateTimeException e) {
        throw table.wrong(r, 0, "a date such as 2016-07-01 00:00:00");
      }
      if (r > 0 && millis[r] <= millis[r - 1]) {
        throw table.wrong(
            r,
            0,
            millis[r] == millis[r - 1]
                ? "a date after the row before, not the same again"
                : "rising dates (sort the rows)");
      }
    }
    return millis;
  }

  /** Milliseconds since 1970-01-01 UTC; a time without offset is read as UTC. */
  private static long parse(String cell) {
    String iso = cell.strip().replace(' ', 'T');
    if (iso.length() == 10) {
      return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }
    Instant instant =
        iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
            ? OffsetDateTime.parse(iso).toInstant()
            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    return instant.toEpochMilli();
  }

  private static int fill(double[][] values, List<String> columns) {
    int filled = 0;
    for (int c = 0; c < values.length; c++) {
      double[] series = values[c];
      int last = -1;
      for (int i = 0; i <= series.length; i++) {
        if (i < series.length && Double.isNaN(series[i])) {
          continue;
        }
        if (i == series.length && last < 0) {
          throw new IllegalArgumentException(
              "column '%s' must have a number: got only gaps".formatted(columns.get(c)));
        }
        for (int g = last + 1; g < i; g++) {
          double left = last < 0 ? series[i] : series[last];
          double right = i == series.length ? left : series[i];
          series[g] = left + (right - left) * (g - last) / (i - last);
          filled++;
        }
        last = i;
      }
    }
    return filled;
  }
}

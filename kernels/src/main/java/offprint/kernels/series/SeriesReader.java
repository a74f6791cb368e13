package offprint.kernels.series;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import offprint.kernels.table.Column;
import offprint.kernels.table.ColumnType;
import offprint.kernels.table.Npy;
import offprint.kernels.table.Table;
import offprint.kernels.table.read.TableReader;

/**
 * Reads a {@link TimeSeries} from a table (one column may be dates, the others are numbers, columns
 * of words are left out) or NPY ([time, channels]).
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
    return read(in, fill, _ -> {}, _ -> {});
  }

  /**
   * As above.
   *
   * @param seen is told the table that the series is taken from, unless it is an array
   * @param assumed is told which columns were left out, as a short phrase
   */
  public static TimeSeries read(
      InputStream in, Fill fill, Consumer<Table> seen, Consumer<String> assumed)
      throws IOException {
    byte[] bytes = in.readAllBytes();
    if (Npy.isNpy(bytes)) {
      return npy(Npy.read(bytes), fill);
    }
    Table table = TableReader.read(new ByteArrayInputStream(bytes), "");
    seen.accept(table);
    return table(table, fill, assumed);
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

  private static TimeSeries table(Table table, Fill fill, Consumer<String> assumed) {
    List<Column> channels = new ArrayList<>(table.columns());
    int dates = table.rows() == 0 ? -1 : dates(channels);
    boolean dated = dates >= 0;
    if (dated) {
      channels.remove(dates);
    }
    if (channels.isEmpty() || table.rows() == 0) {
      throw new IllegalArgumentException(
          "the table must have a column of numbers%s: got %d rows"
              .formatted(dated ? " beside the dates" : "", table.rows()));
    }
    leaveOutTexts(channels, assumed);
    double[][] values = new double[channels.size()][];
    for (int c = 0; c < values.length; c++) {
      values[c] = channels.get(c).numbers();
      for (int r = 0; r < values[c].length && fill == Fill.NONE; r++) {
        if (Double.isNaN(values[c][r])) {
          throw new IllegalArgumentException(
              channels.get(c).wrong(r, "a number").getMessage() + " (fill linear bridges gaps)");
        }
      }
    }
    List<String> columns = channels.stream().map(Column::name).toList();
    long[] millis = dated ? rising(table.column(dates)) : null;
    return new TimeSeries(columns, values, millis, fill(values, columns));
  }

  /** Position of the dates: the first column if it is dated, else the first one of times; or -1. */
  private static int dates(List<Column> columns) {
    if (isDated(columns.getFirst())) {
      return 0;
    }
    return columns.stream().map(Column::type).toList().indexOf(ColumnType.TIME);
  }

  /** True for times; a first cell that is one makes a later one that is not a fault. */
  private static boolean isDated(Column column) {
    return column.type() == ColumnType.TIME
        || (column.type() == ColumnType.TEXT && Column.typeOf(column.text(0)) == ColumnType.TIME);
  }

  /** Removes columns that begin with words, unless no other is left. */
  private static void leaveOutTexts(List<Column> channels, Consumer<String> assumed) {
    List<Column> texts = channels.stream().filter(SeriesReader::isText).toList();
    if (!texts.isEmpty() && texts.size() < channels.size()) {
      channels.removeAll(texts);
      assumed.accept(
          "left out, since they have no numbers: "
              + String.join(", ", texts.stream().map(Column::name).toList()));
    }
  }

  private static boolean isText(Column column) {
    ColumnType first = Column.typeOf(column.text(0));
    return column.type() == ColumnType.TIME
        || (column.type() == ColumnType.TEXT
            && (first == ColumnType.TEXT || first == ColumnType.TIME));
  }

  private static long[] rising(Column column) {
    long[] millis = column.millis();
    for (int r = 0; r < millis.length; r++) {
      if (millis[r] == Column.NO_TIME) {
        throw column.wrong(r, "a date such as 2016-07-01 00:00:00");
      }
      if (r > 0 && millis[r] <= millis[r - 1]) {
        throw column.wrong(
            r,
            millis[r] == millis[r - 1]
                ? "a date after the row before, not the same again"
                : "rising dates (sort the rows)");
      }
    }
    return millis;
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

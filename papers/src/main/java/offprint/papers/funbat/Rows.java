package offprint.papers.funbat;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import offprint.kernels.table.Column;
import offprint.kernels.table.ColumnType;
import offprint.kernels.table.TextTable;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table with their indices.
 *
 * @param modes names of the index columns
 * @param origins of the modes that are dates, milliseconds since 1970; 0 for the others
 * @param dates which modes are dates, counted in days since their origin
 * @param coordinates [K, rows]
 * @param values NaN where unknown [rows]
 */
record Rows(
    List<String> modes, long[] origins, boolean[] dates, double[][] coordinates, double[] values) {
  private static final double DAY = 86_400_000;

  /**
   * Reads index columns.
   *
   * @param origins of dates; null for the first date of each column
   */
  static Rows read(
      TextTable table, List<String> modes, long @Nullable [] origins, double[] values) {
    int count = modes.size();
    boolean[] dates = new boolean[count];
    long[] starts = origins == null ? new long[count] : origins;
    double[][] coordinates = new double[count][];
    for (int k = 0; k < count; k++) {
      int column = table.column(modes.get(k));
      Column cells = table.table().column(column);
      dates[k] = cells.type() == ColumnType.TIME;
      if (!dates[k]) {
        coordinates[k] = table.numbers(column);
        continue;
      }
      long[] millis = cells.millis();
      for (int n = 0; n < millis.length; n++) {
        if (millis[n] == Column.NO_TIME) {
          throw table.wrong(n, column, "a date");
        }
      }
      if (origins == null) {
        starts[k] = Arrays.stream(millis).min().orElse(0);
      }
      long start = starts[k];
      coordinates[k] = Arrays.stream(millis).mapToDouble(m -> (m - start) / DAY).toArray();
    }
    return new Rows(List.copyOf(modes), starts, dates, coordinates, values);
  }

  /** The name of a mode as an axis label has it. */
  String label(int mode) {
    return dates[mode] ? "days since the first " + modes.get(mode) : modes.get(mode);
  }

  int count() {
    return values.length;
  }

  /** The rows whose number passes. */
  Rows where(IntPredicate wanted) {
    int[] kept = IntStream.range(0, count()).filter(wanted).toArray();
    return new Rows(
        modes,
        origins,
        dates,
        Arrays.stream(coordinates).map(x -> pick(x, kept)).toArray(double[][]::new),
        pick(values, kept));
  }

  private static double[] pick(double[] from, int[] rows) {
    return Arrays.stream(rows).mapToDouble(n -> from[n]).toArray();
  }

  /** How many rows have the indices of an earlier one. */
  int duplicates() {
    long[] place = new long[count()]; // numbers the different beginnings of the indices
    long[] different = {0};
    for (double[] coordinate : coordinates) {
      Axis axis = Axis.of(coordinate);
      long[] longer = new long[count()];
      Arrays.setAll(longer, n -> place[n] * axis.values().length + axis.index()[n]);
      long[] found = Arrays.stream(longer).sorted().distinct().toArray();
      Arrays.setAll(place, n -> Arrays.binarySearch(found, longer[n]));
      different = found;
    }
    return count() - different.length;
  }
}

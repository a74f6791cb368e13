package offprint.papers.arphmm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.kernels.table.TextTable;
import offprint.method.Source;

/**
 * Reads series from a table with a header.
 *
 * @param value column of the values; "" for "y" or "value", or the last
 * @param time column that names the rows; "" for "t" or "time"; where it is missing, their number
 *     does
 * @param unit column that tells series apart; empty: one series
 * @param truth column of true regimes; where it is missing, they are not known
 */
record SeriesReader(String value, String time, String unit, String truth) {

  /**
   * @throws IllegalArgumentException naming line and column of the first fault
   */
  List<Series> read(Findings out, Source source) throws IOException {
    Inputs in = new Inputs(out);
    TextTable table =
        in.table(
            "data", source, List.of("t", "time", time, unit, truth), Set.of(FleetReader.LABEL));
    return in.read("data", source, _ -> parse(table));
  }

  private List<Series> parse(TextTable table) {
    int column = Inputs.column("valueColumn", table, value, List.of("y", "value"), -1);
    double[] values = table.numbersOrGaps(column);
    int times =
        time.isEmpty()
            ? Math.max(table.columns().indexOf("t"), table.columns().indexOf("time"))
            : table.columns().indexOf(time);
    int units = unit.isEmpty() ? -1 : table.column(unit);
    int label = table.columns().indexOf(FleetReader.LABEL);
    int truths = table.columns().indexOf(truth.isEmpty() ? "regime" : truth);
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    for (int r = 0; r < table.rows(); r++) {
      rows.computeIfAbsent(units < 0 ? "series" : table.cell(r, units), _ -> new ArrayList<>())
          .add(r);
    }
    List<Series> series = new ArrayList<>();
    rows.forEach(
        (name, at) ->
            series.add(
                new Series(
                    name,
                    texts(table, at, times, true),
                    at.stream().mapToDouble(r -> values[r]).toArray(),
                    texts(table, at, label, false),
                    truths < 0
                        ? new int[0]
                        : at.stream().mapToInt(r -> regime(table, r, truths)).toArray(),
                    at.stream().mapToLong(table::line).toArray())));
    if (Arrays.stream(values).allMatch(Double::isNaN)) {
      throw new IllegalArgumentException(
          "column '%s' must hold numbers: got none".formatted(table.columns().get(column)));
    }
    return series;
  }

  private static String[] texts(TextTable table, List<Integer> rows, int column, boolean numbered) {
    return IntStream.range(0, rows.size())
        .mapToObj(
            i ->
                column >= 0 ? table.cell(rows.get(i), column) : numbered ? Integer.toString(i) : "")
        .toArray(String[]::new);
  }

  private static int regime(TextTable table, int row, int column) {
    String cell = table.cell(row, column);
    if (!cell.matches("[0-9]{1,4}")) {
      throw table.wrong(row, column, "a regime from 0");
    }
    return Integer.parseInt(cell);
  }
}

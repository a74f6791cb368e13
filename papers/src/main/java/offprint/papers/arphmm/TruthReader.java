package offprint.papers.arphmm;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.kernels.table.TextTable;
import offprint.method.Source;

/**
 * Reads true remaining lives: one number a line in the order of the units, or a table with the
 * unit's column and {@code rul}.
 */
final class TruthReader {
  private static final String RUL = "rul";

  private TruthReader() {}

  /**
   * @return [units] remaining life after each unit's last row
   * @throws IllegalArgumentException naming the line, or the unit that lacks a value
   */
  static double[] read(Findings out, Source source, String unitColumn, List<Unit> units)
      throws IOException {
    Inputs in = new Inputs(out);
    TextTable table = in.table("truth", source, List.of("unit", unitColumn));
    return in.read("truth", source, _ -> values(table, unitColumn, units));
  }

  private static double[] values(TextTable table, String unitColumn, List<Unit> units) {
    int[] filled = // blanks at the ends of lines, as in RUL_FD001.txt, make a second column
        IntStream.range(0, table.columns().size())
            .filter(c -> table.table().column(c).missingCount() < table.rows())
            .toArray();
    double[] values =
        filled.length == 1
            ? table.numbers(filled[0])
            : byUnit(
                table,
                table.text(Inputs.column("unitColumn", table, unitColumn, List.of("unit"), 0)),
                units);
    if (values.length != units.size()) {
      throw new IllegalArgumentException(
          "must have one value for each of %d units: got %d"
              .formatted(units.size(), values.length));
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0) {
        throw new IllegalArgumentException(
            "remaining life of unit %s must not be negative: got %s"
                .formatted(units.get(i).name(), values[i]));
      }
    }
    return values;
  }

  private static double[] byUnit(TextTable table, String[] names, List<Unit> units) {
    double[] rul = table.numbers(table.column(RUL));
    Map<String, Double> of = new HashMap<>();
    for (int r = 0; r < names.length; r++) {
      of.put(names[r], rul[r]);
    }
    if (of.size() != units.size()) {
      throw new IllegalArgumentException(
          "must have one value for each of %d units: got %d".formatted(units.size(), of.size()));
    }
    double[] values = new double[units.size()];
    for (int i = 0; i < values.length; i++) {
      Double value = of.get(units.get(i).name());
      if (value == null) {
        throw new IllegalArgumentException("there is no value for unit " + units.get(i).name());
      }
      values[i] = value;
    }
    return values;
  }
}

package offprint.papers.maxentmechanics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.harness.Inputs;
import offprint.kernels.table.Column;
import offprint.kernels.table.ColumnType;
import offprint.kernels.table.TextTable;

/**
 * The states that a reader lists: one row each, with features, and maybe prior weights and counts.
 *
 * @param columns values of the features [features][n]
 * @param prior [n]
 * @param counts [n], all 0 where there are none
 */
record StateTable(
    List<String> states,
    List<String> features,
    double[][] columns,
    double[] prior,
    double[] counts) {

  /**
   * @throws IllegalArgumentException naming row, column or parameter of what is wrong: fewer than
   *     two states, a repeated state, a cell that is no number, a negative prior or count, no
   *     feature
   */
  static StateTable read(Inputs in, Fit.Params params) throws IOException {
    TextTable table = in.table("data", params.data());
    if (table.rows() < 2) {
      throw new IllegalArgumentException("states must be at least 2: got " + table.rows());
    }
    int prior = params.prior().isEmpty() ? -1 : table.column(params.prior());
    int counts = params.counts().isEmpty() ? -1 : table.column(params.counts());
    int state = params.state().isEmpty() ? firstText(table) : table.column(params.state());
    int[] chosen =
        params.features().isEmpty()
            ? IntStream.range(0, table.columns().size())
                .filter(c -> c != prior && c != counts && c != state && isNumeric(table, c))
                .toArray()
            : params.features().stream().mapToInt(table::column).toArray();
    if (chosen.length == 0) {
      throw new IllegalArgumentException(
          "features must name at least one column of numbers: the table has "
              + String.join(", ", table.columns()));
    }
    double[] weight = weights(table, prior, 1);
    double[] count = weights(table, counts, 0);
    for (int r = 0; r < count.length; r++) {
      if (count[r] > 0 && weight[r] == 0) {
        throw table.wrong(r, prior, "a prior above 0 for a state that was observed");
      }
    }
    return new StateTable(
        names(table, state),
        Arrays.stream(chosen).mapToObj(table.columns()::get).toList(),
        Arrays.stream(chosen).mapToObj(table::numbers).toArray(double[][]::new),
        weight,
        count);
  }

  private static int firstText(TextTable table) {
    return IntStream.range(0, table.columns().size())
        .filter(c -> !isNumeric(table, c))
        .findFirst()
        .orElse(-1);
  }

  /** True unless the first cell is text; a later cell that is no number is a fault. */
  private static boolean isNumeric(TextTable table, int column) {
    return table.isNumeric(column) || Column.typeOf(table.cell(0, column)) == ColumnType.NUMBER;
  }

  private static List<String> names(TextTable table, int column) {
    List<String> names = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (int r = 0; r < table.rows(); r++) {
      String name = column < 0 ? Integer.toString(r + 1) : table.cell(r, column);
      Integer before = seen.put(name, r);
      if (before != null) {
        throw table.wrong(
            r, column, "a state not named before (row %d)".formatted(table.line(before)));
      }
      names.add(name);
    }
    return names;
  }

  private static double[] weights(TextTable table, int column, double otherwise) {
    double[] weights = new double[table.rows()];
    Arrays.fill(weights, otherwise);
    if (column < 0) {
      return weights;
    }
    double[] given = table.numbers(column);
    for (int r = 0; r < given.length; r++) {
      if (given[r] < 0) {
        throw table.wrong(r, column, "a number not below 0");
      }
    }
    if (Arrays.stream(given).sum() <= 0) {
      throw new IllegalArgumentException(
          "column '%s' must be above 0 in some row: got 0 in all"
              .formatted(table.columns().get(column)));
    }
    return given;
  }

  /** Targets: those given as name=value, the others measured from the counts. */
  double[] targets(List<String> given) {
    double[] targets = new double[features.size()];
    double[] p = hasCounts() ? observed() : new double[] {Double.NaN};
    for (int k = 0; k < targets.length; k++) {
      for (int i = 0; i < p.length; i++) {
        targets[k] += p[i] * columns[k][i];
      }
    }
    for (String entry : given) {
      int equals = entry.lastIndexOf('=');
      int k = equals < 0 ? -1 : features.indexOf(entry.substring(0, equals).strip());
      if (k < 0) {
        throw new IllegalArgumentException(
            "targets must be feature=value with a feature of %s: got '%s'"
                .formatted(String.join(", ", features), entry));
      }
      targets[k] = number(entry, entry.substring(equals + 1));
    }
    for (int k = 0; k < targets.length; k++) {
      if (Double.isNaN(targets[k])) {
        throw new IllegalArgumentException(
            "targets must give a value for '%s', or counts a column of observed counts"
                .formatted(features.get(k)));
      }
    }
    return targets;
  }

  private static double number(String entry, String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // the message below says what was expected
    }
    throw new IllegalArgumentException(
        "targets must be feature=value with a finite number: got '%s'".formatted(entry));
  }

  boolean hasCounts() {
    return total() > 0;
  }

  double total() {
    return Arrays.stream(counts).sum();
  }

  /** Observed frequencies [n]. */
  double[] observed() {
    double total = total();
    return Arrays.stream(counts).map(c -> c / total).toArray();
  }

  /** The same table with these features in this order. */
  StateTable ordered(List<String> wanted) {
    return new StateTable(
        states,
        wanted,
        wanted.stream().map(f -> columns[features.indexOf(f)]).toArray(double[][]::new),
        prior,
        counts);
  }
}

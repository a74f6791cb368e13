package offprint.papers.lisasnl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.table.TextTable;
import org.jspecify.annotations.Nullable;

/**
 * A reader's simulations: rows of parameters and of what came out.
 *
 * @param parameters names [d]
 * @param summaries names [K]
 * @param theta [n][d]
 * @param s [n][K]
 * @param observed [K], the first row whose parameters are blank; null if there is none
 */
record Simulations(
    List<String> parameters,
    List<String> summaries,
    double[][] theta,
    double[][] s,
    double @Nullable [] observed) {
  static final int FEWEST = 50;

  /**
   * Takes columns of a table.
   *
   * @param summaries empty: all other columns
   * @throws IllegalArgumentException if there are fewer than 50 rows, a column is missing or a
   *     summary constant
   */
  static Simulations of(TextTable table, List<String> parameters, List<String> summaries) {
    List<String> names = new ArrayList<>(summaries);
    if (names.isEmpty()) {
      names.addAll(table.columns());
      names.removeAll(parameters);
    }
    double[][] theta = columns("parameters", table, parameters);
    double[][] s = columns("summaries", table, names);
    List<double[]> inputs = new ArrayList<>();
    List<double[]> outputs = new ArrayList<>();
    double @Nullable [] observed = null;
    for (int row = 0; row < theta.length; row++) {
      requireFull(table, names, s[row], row);
      if (Arrays.stream(theta[row]).allMatch(Double::isNaN)) {
        observed = observed == null ? s[row] : observed;
      } else {
        requireFull(table, parameters, theta[row], row);
        inputs.add(theta[row]);
        outputs.add(s[row]);
      }
    }
    if (inputs.size() < FEWEST) {
      throw new IllegalArgumentException(
          "table must have at least %d simulations: got %d".formatted(FEWEST, inputs.size()));
    }
    Simulations all =
        new Simulations(
            List.copyOf(parameters),
            List.copyOf(names),
            inputs.toArray(double[][]::new),
            outputs.toArray(double[][]::new),
            observed);
    requireVaried("parameters", parameters, all.theta);
    requireVaried("summaries", names, all.s);
    return all;
  }

  private static double[][] columns(String parameter, TextTable table, List<String> names) {
    double[][] rows = new double[table.rows()][names.size()];
    for (int j = 0; j < names.size(); j++) {
      double[] column = table.numbersOrGaps(Inputs.column(parameter, table, names.get(j), 0));
      for (int i = 0; i < column.length; i++) {
        rows[i][j] = column[i];
      }
    }
    return rows;
  }

  private static void requireFull(TextTable table, List<String> names, double[] values, int row) {
    for (int j = 0; j < values.length; j++) {
      if (Double.isNaN(values[j])) {
        throw table.wrong(row, table.column(names.get(j)), "a number");
      }
    }
  }

  private static void requireVaried(String parameter, List<String> names, double[][] rows) {
    for (int j = 0; j < names.size(); j++) {
      int at = j;
      if (Arrays.stream(rows).mapToDouble(row -> row[at]).distinct().limit(2).count() < 2) {
        throw new IllegalArgumentException(
            "%s must vary: %s is %s in every row"
                .formatted(parameter, names.get(j), Wording.number(rows[0][j])));
      }
    }
  }

  /**
   * The observation among the rows.
   *
   * @throws IllegalArgumentException if there is none
   */
  double[] observation() {
    if (observed == null) {
      throw new IllegalArgumentException(
          "observed must be given: as numbers for %s, as a table of observations, or as a row of the table whose parameters are blank"
              .formatted(String.join(", ", summaries)));
    }
    return observed;
  }

  /** The prior: bounds given by the reader, else the least and largest value simulated, told. */
  Box prior(List<String> entries, Findings out) {
    Map<String, double[]> range = new LinkedHashMap<>();
    for (int j = 0; j < parameters.size(); j++) {
      int at = j;
      if (entries.stream().noneMatch(e -> e.strip().matches(parameters.get(at) + " *=.*:.*"))) {
        double[] column = Arrays.stream(theta).mapToDouble(row -> row[at]).toArray();
        double low = Arrays.stream(column).min().orElseThrow();
        double high = Arrays.stream(column).max().orElseThrow();
        range.put(parameters.get(j), new double[] {low, high});
        out.assumed(
            "prior: %s from %s to %s, as simulated."
                .formatted(parameters.get(j), Wording.number(low), Wording.number(high)));
      }
    }
    return Box.parse("prior", entries, parameters, range);
  }

  /** Warns of observed summaries outside what was simulated. */
  void warnOutside(double[] observed, Findings out) {
    for (int k = 0; k < observed.length; k++) {
      int at = k;
      double[] column = Arrays.stream(s).mapToDouble(row -> row[at]).toArray();
      double low = Arrays.stream(column).min().orElseThrow();
      double high = Arrays.stream(column).max().orElseThrow();
      if (observed[k] < low || observed[k] > high) {
        out.warning(
            "The observed %s = %s lies outside the simulated %s to %s: the likelihood there is a guess."
                .formatted(
                    summaries.get(k),
                    Wording.number(observed[k]),
                    Wording.number(low),
                    Wording.number(high)));
      }
    }
  }

  /** The rows from {@code from} up to {@code to}. */
  Simulations rows(int from, int to) {
    return new Simulations(
        parameters,
        summaries,
        Arrays.copyOfRange(theta, from, to),
        Arrays.copyOfRange(s, from, to),
        observed);
  }
}

package offprint.papers.fimmjp;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.markov.RateMatrix;
import offprint.kernels.table.TextTable;
import offprint.method.Source;

/**
 * Rates as a reader has them: a table with columns from, to and rate, as infer writes it, or a
 * square matrix with names of states as header and in its first column.
 *
 * @param labels of the states, in order
 */
record RateTable(RateMatrix chain, List<String> labels) {
  private static final int MOST_STATES = 100;

  static RateTable read(Inputs in, Source source) throws IOException {
    TextTable table = in.table("rates", source);
    List<String> columns = table.columns();
    if (columns.containsAll(List.of("from", "to", "rate"))) {
      return list(table);
    }
    boolean named = columns.size() == table.rows() + 1;
    int n = table.rows();
    if (!named && columns.size() != n) {
      throw new IllegalArgumentException(
          "rates must have columns from, to and rate, or be square: got %s and %s"
              .formatted(Wording.count(n, "row"), Wording.count(columns.size(), "column")));
    }
    List<String> labels = columns.subList(named ? 1 : 0, columns.size());
    require(labels);
    double[][] rates = new double[n][n];
    for (int j = 0; j < n; j++) {
      double[] column = table.numbers(named ? j + 1 : j);
      for (int i = 0; i < n; i++) {
        rates[i][j] = i == j ? 0 : column[i];
        if (i != j && column[i] < 0) {
          throw table.wrong(i, named ? j + 1 : j, "a rate of at least 0");
        }
      }
      if (named && !table.cell(j, 0).strip().equals(labels.get(j))) {
        throw table.wrong(j, 0, "the state " + labels.get(j) + ", as in the header");
      }
    }
    return new RateTable(RateMatrix.of(rates), labels);
  }

  private static RateTable list(TextTable table) {
    int fromColumn = table.column("from");
    int toColumn = table.column("to");
    int rateColumn = table.column("rate");
    String[] from = table.text(fromColumn);
    String[] to = table.text(toColumn);
    double[] rate = table.numbers(rateColumn);
    Set<String> found = new LinkedHashSet<>();
    for (int row = 0; row < from.length; row++) {
      found.add(from[row].strip());
      found.add(to[row].strip());
    }
    List<String> labels = found.stream().sorted().toList();
    require(labels);
    double[][] rates = new double[labels.size()][labels.size()];
    for (double[] row : rates) {
      Arrays.fill(row, Double.NaN);
    }
    for (int row = 0; row < from.length; row++) {
      int i = labels.indexOf(from[row].strip());
      int j = labels.indexOf(to[row].strip());
      if (i == j) {
        throw table.wrong(row, toColumn, "another state than " + from[row].strip());
      }
      if (rate[row] < 0) {
        throw table.wrong(row, rateColumn, "a rate of at least 0");
      }
      if (!Double.isNaN(rates[i][j])) {
        throw new IllegalArgumentException(
            "line %d: the jump from %s to %s is listed twice"
                .formatted(table.line(row), labels.get(i), labels.get(j)));
      }
      rates[i][j] = rate[row];
    }
    for (double[] row : rates) {
      for (int j = 0; j < row.length; j++) {
        row[j] = Double.isNaN(row[j]) ? 0 : row[j];
      }
    }
    return new RateTable(RateMatrix.of(rates), labels);
  }

  private static void require(List<String> labels) {
    if (labels.size() < 2 || labels.size() > MOST_STATES) {
      throw new IllegalArgumentException(
          "rates must tell of 2 to %d states: got %d".formatted(MOST_STATES, labels.size()));
    }
  }

  /**
   * The law of the first state.
   *
   * @param text "stationary", a state, or as many probabilities as states
   * @throws IllegalArgumentException naming {@code parameter}
   */
  double[] initial(String parameter, String text) {
    double[] law = new double[labels.size()];
    if (labels.contains(text.strip())) {
      law[labels.indexOf(text.strip())] = 1;
      return law;
    }
    if (text.isBlank() || text.strip().equals("stationary")) {
      List<String> closed = new ProcessTables(chain, labels, "").closedClasses();
      if (closed.size() > 1) {
        throw new IllegalArgumentException(
            "%s must be a state or probabilities: there is no single stationary law, for %s are never left"
                .formatted(parameter, Wording.list(closed)));
      }
      return chain.stationary();
    }
    String[] parts = text.split("[,;\\s]+", -1);
    double sum = 0;
    for (int i = 0; i < parts.length && parts.length == law.length; i++) {
      try {
        law[i] = Double.parseDouble(parts[i]);
      } catch (NumberFormatException e) {
        law[i] = Double.NaN;
      }
      sum += law[i] < 0 ? Double.NaN : law[i];
    }
    if (!(Math.abs(sum - 1) < 1e-6)) {
      throw new IllegalArgumentException(
          "%s must be stationary, one of the states %s, or %d probabilities that sum to 1: got %s"
              .formatted(parameter, Wording.list(labels, 10), law.length, text));
    }
    double all = sum;
    return Arrays.stream(law).map(p -> p / all).toArray();
  }
}

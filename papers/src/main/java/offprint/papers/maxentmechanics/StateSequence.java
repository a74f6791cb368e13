package offprint.papers.maxentmechanics;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import offprint.kernels.markov.CommunicatingClasses;
import offprint.kernels.table.Csv;
import offprint.kernels.table.TextTable;
import offprint.method.Run;
import offprint.method.Source;

/** Counted moves of one or more sequences of states. */
final class StateSequence {
  static final int MOST_STATES = 200;

  private final List<String> states;
  private final double[][] counts;

  private StateSequence(List<String> states, double[][] counts) {
    this.states = states;
    this.counts = counts;
  }

  /**
   * @param column of the states; "" for the first
   * @param sequence column whose change starts a new sequence; "" for one sequence
   */
  static StateSequence read(Run run, Source data, String column, String sequence)
      throws IOException {
    TextTable table;
    try (InputStream in = run.open(data)) {
      table = Csv.read(in);
    }
    int at = column.isEmpty() ? 0 : table.column(column);
    int group = sequence.isEmpty() ? -1 : table.column(sequence);
    if (table.rows() < 2) {
      throw new IllegalArgumentException(
          "data must have at least 2 states in order: got " + table.rows());
    }
    String[] path = table.text(at);
    for (int r = 0; r < path.length; r++) {
      if (path[r].isEmpty()) {
        throw table.wrong(r, at, "a state");
      }
    }
    List<String> states = List.copyOf(new TreeSet<>(Arrays.asList(path)));
    if (states.size() < 2 || states.size() > MOST_STATES) {
      throw new IllegalArgumentException(
          "column '%s' must have 2..%d different states: got %d"
              .formatted(table.columns().get(at), MOST_STATES, states.size()));
    }
    double[][] counts = new double[states.size()][states.size()];
    int before = java.util.Collections.binarySearch(states, path[0]);
    for (int r = 1; r < path.length; r++) {
      int now = java.util.Collections.binarySearch(states, path[r]);
      if (group < 0 || table.cell(r, group).equals(table.cell(r - 1, group))) {
        counts[before][now]++;
      }
      before = now;
    }
    return new StateSequence(states, counts);
  }

  List<String> states() {
    return states;
  }

  /** Steps counted. */
  double steps() {
    return Arrays.stream(counts).flatMapToDouble(Arrays::stream).sum();
  }

  double count(int from, int to) {
    return counts[from][to];
  }

  /**
   * Transition frequencies with {@code smoothing} added to the count of every move that occurs, or
   * whose reverse occurs.
   *
   * @throws IllegalArgumentException if the chain is reducible, naming its classes
   */
  double[][] transition(double smoothing) {
    int n = states.size();
    double[][] p = new double[n][n];
    for (int x = 0; x < n; x++) {
      double sum = 0;
      for (int y = 0; y < n; y++) {
        boolean occurs = counts[x][y] > 0 || counts[y][x] > 0;
        p[x][y] = counts[x][y] + (occurs ? smoothing : 0);
        sum += p[x][y];
      }
      for (int y = 0; y < n && sum > 0; y++) {
        p[x][y] /= sum;
      }
    }
    List<int[]> classes = CommunicatingClasses.of(p).list();
    if (classes.size() > 1) {
      StringBuilder text = new StringBuilder();
      for (int[] states : classes.subList(0, Math.min(8, classes.size()))) {
        text.append(text.isEmpty() ? "" : ", ").append('{');
        for (int i = 0; i < Math.min(6, states.length); i++) {
          text.append(i == 0 ? "" : " ").append(this.states.get(states[i]));
        }
        text.append(states.length > 6 ? " …}" : "}");
      }
      throw new IllegalArgumentException(
          "the chain must be irreducible: its classes are %s%s: give smoothing above 0 or leave states out"
              .formatted(text, classes.size() > 8 ? ", …" : ""));
    }
    return p;
  }
}

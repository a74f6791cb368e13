package offprint.papers.maxentmechanics;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import offprint.harness.Inputs;
import offprint.kernels.markov.CommunicatingClasses;
import offprint.kernels.markov.StationaryLaw;
import offprint.kernels.markov.TransitionMatrix;
import offprint.kernels.table.TextTable;

/**
 * One or more sequences of states by their counted moves, and the chain of these frequencies.
 *
 * @param counts moves [from][to]
 * @param transition P [n][n]
 * @param law its stationary law [n]
 */
record StateSequence(List<String> states, double[][] counts, double[][] transition, double[] law) {
  static final int MOST_STATES = 200;
  private static final int MOST_SHOWN = 8;

  private static StateSequence of(List<String> states, double[][] counts, double smoothing) {
    double[][] transition = transition(states, counts, smoothing);
    return new StateSequence(states, counts, transition, StationaryLaw.of(transition));
  }

  static StateSequence read(Inputs in, Path.Params p) throws IOException {
    TextTable table = in.table("data", p.data());
    int at = Inputs.column("column", table, p.column(), 0);
    int group = p.sequence().isEmpty() ? -1 : Inputs.column("sequence", table, p.sequence(), 0);
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
    int before = Collections.binarySearch(states, path[0]);
    for (int r = 1; r < path.length; r++) {
      int now = Collections.binarySearch(states, path[r]);
      if (group < 0 || table.cell(r, group).equals(table.cell(r - 1, group))) {
        counts[before][now]++;
      }
      before = now;
    }
    return of(states, counts, p.smoothing());
  }

  /** The same moves with another smoothing. */
  StateSequence smoothed(double smoothing) {
    return of(states, counts, smoothing);
  }

  /** Steps counted. */
  double steps() {
    return Arrays.stream(counts).flatMapToDouble(Arrays::stream).sum();
  }

  double irreversibilityNats() {
    return TransitionMatrix.irreversibilityNats(transition, law);
  }

  /** Equal weights of the moves that occur [n][n]. */
  double[][] uniform() {
    double[][] uniform = new double[states.size()][];
    for (int x = 0; x < uniform.length; x++) {
      double moves = Arrays.stream(transition[x]).filter(p -> p > 0).count();
      uniform[x] = Arrays.stream(transition[x]).map(p -> p > 0 ? 1.0 / moves : 0).toArray();
    }
    return uniform;
  }

  /**
   * @throws IllegalArgumentException if the chain is reducible, naming its classes
   */
  private static double[][] transition(List<String> states, double[][] counts, double smoothing) {
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
      List<String> named =
          classes.stream()
              .map(c -> Arrays.stream(c).limit(MOST_SHOWN).mapToObj(states::get).toList())
              .map(names -> "{" + String.join(" ", names) + "}")
              .toList();
      throw new IllegalArgumentException(
          "the chain must be irreducible: its classes are %s: give smoothing above 0 or leave states out"
              .formatted(String.join(", ", named.subList(0, Math.min(MOST_SHOWN, named.size())))));
    }
    return p;
  }
}

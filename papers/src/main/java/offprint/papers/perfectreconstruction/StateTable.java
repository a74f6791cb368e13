package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;
import offprint.kernels.table.TextTable;
import offprint.method.Note;
import org.jspecify.annotations.Nullable;

/**
 * A table read as the states of X: rows with equal X columns are one state, its probability the sum
 * of theirs; the other columns are functions of X.
 *
 * @param components the functions, over states of positive probability
 * @param states names of the states, in order of first row
 * @param notes what was dropped or assumed
 */
record StateTable(Components components, List<String> states, List<Note> notes) {
  private static final double SUM_TOLERANCE = 1e-6;

  /**
   * @param x columns that name the state; empty: each row is a state
   * @param functions columns X_i
   * @param p column of probabilities; "" : each row counts the same
   * @param normalise divide the probabilities by their sum
   * @throws IllegalArgumentException if a function takes two values for a state, or p is no law
   */
  static StateTable of(
      TextTable table,
      List<String> x,
      List<String> functions,
      String p,
      boolean normalise,
      int bins,
      Missing missing) {
    Set<String> plain = new LinkedHashSet<>(x);
    if (!p.isEmpty()) {
      plain.add(p);
    }
    Set<String> all = new LinkedHashSet<>(plain);
    all.addAll(functions);
    CodedTable coded = CodedTable.of(table, new ArrayList<>(all), plain, bins, missing);
    List<Note> notes = new ArrayList<>(coded.notes());
    double[] mass = masses(coded, p, normalise);
    int[] kept = IntStream.range(0, mass.length).filter(r -> mass[r] > 0).toArray();
    if (kept.length < mass.length) {
      notes.add(
          Note.notice(
              "%d rows of probability 0 were left out.".formatted(mass.length - kept.length)));
    }
    CodedTable support = coded.restrict(kept);
    Partition rows = stateOf(support, x);
    int[] first = firstRows(rows);
    double[] law = new double[rows.blocks()];
    for (int r = 0; r < kept.length; r++) {
      law[rows.block(r)] += mass[kept[r]];
    }
    List<String> names = new ArrayList<>();
    for (int row : first) {
      names.add(x.isEmpty() ? "row " + support.line(row) : value(support, x, row));
    }
    List<Partition> parts = new ArrayList<>();
    for (String name : functions) {
      Partition part = find(support, name).partition();
      requireFunction(name, part, rows, support, names);
      parts.add(part.restrict(first));
    }
    return new StateTable(new Components(functions, parts, StateLaw.of(law)), names, notes);
  }

  private static Column find(CodedTable table, String name) {
    return table.columns().get(table.names().indexOf(name));
  }

  private static double[] masses(CodedTable coded, String p, boolean normalise) {
    double[] mass = new double[coded.rows()];
    if (p.isEmpty()) {
      Arrays.fill(mass, 1.0 / mass.length);
      return mass;
    }
    Column column = find(coded, p);
    double sum = 0;
    for (int r = 0; r < mass.length; r++) {
      String cell = column.value(r);
      mass[r] = Bins.isNumber(cell) ? Double.parseDouble(cell) : Double.NaN;
      if (!(mass[r] >= 0)) {
        throw new IllegalArgumentException(
            "row %d, column '%s': a probability must be a number of at least 0: got '%s'"
                .formatted(coded.line(r), p, cell));
      }
      sum += mass[r];
    }
    if (!(sum > 0) || (!normalise && Math.abs(sum - 1) > SUM_TOLERANCE)) {
      throw new IllegalArgumentException(
          "probabilities in column '%s' must sum to 1 within 1e-6: got %s; set normalise to divide by the sum"
              .formatted(p, sum));
    }
    for (int r = 0; r < mass.length; r++) {
      mass[r] /= sum;
    }
    return mass;
  }

  private static Partition stateOf(CodedTable coded, List<String> x) {
    if (x.isEmpty()) {
      return Partition.identity(coded.rows());
    }
    Partition state = Partition.constant(coded.rows());
    for (String name : x) {
      state = state.join(find(coded, name).partition());
    }
    return state;
  }

  private static int[] firstRows(Partition rows) {
    int[] first = new int[rows.blocks()];
    for (int r = rows.states() - 1; r >= 0; r--) {
      first[rows.block(r)] = r;
    }
    return first;
  }

  private static String value(CodedTable coded, List<String> x, int row) {
    return x.stream().map(name -> find(coded, name).value(row)).collect(Collectors.joining(", "));
  }

  private static void requireFunction(
      String name, Partition part, Partition rows, CodedTable coded, List<String> states) {
    if (rows.determines(part)) {
      return;
    }
    int[][] seen = new int[rows.blocks()][];
    for (int r = 0; r < rows.states(); r++) {
      int @Nullable [] before = seen[rows.block(r)];
      if (before == null) {
        seen[rows.block(r)] = new int[] {part.block(r), r};
      } else if (before[0] != part.block(r)) {
        throw new IllegalArgumentException(
            "column '%s' takes 2 values for state %s (rows %d and %d): it is no function of X"
                .formatted(name, states.get(rows.block(r)), coded.line(before[1]), coded.line(r)));
      }
    }
  }
}

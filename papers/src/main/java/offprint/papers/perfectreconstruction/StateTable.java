package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;
import offprint.kernels.table.DecimalMark;
import offprint.kernels.table.TextTable;

/**
 * A table read as the states of X: rows with equal X columns are one state, its probability the sum
 * of theirs; the other columns are functions of X.
 *
 * @param components the functions, over states of positive probability
 * @param states names of the states, in order of first row
 */
record StateTable(Components components, List<String> states) {
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
      Missing missing,
      Findings out) {
    Set<String> plain = new LinkedHashSet<>(x);
    if (!p.isEmpty()) {
      plain.add(p);
    }
    Set<String> all = new LinkedHashSet<>(plain);
    all.addAll(functions);
    CodedTable coded = CodedTable.of(table, List.copyOf(all), plain, bins, missing, out);
    double[] mass = masses(coded, p, table, normalise);
    int[] kept = IntStream.range(0, mass.length).filter(r -> mass[r] > 0).toArray();
    if (kept.length < mass.length) {
      out.assumed("%d rows of probability 0 were left out.".formatted(mass.length - kept.length));
    }
    CodedTable support = coded.restrict(kept);
    Partition rows = x.isEmpty() ? Partition.identity(support.rows()) : support.join(x);
    int[] first = CodedTable.firstRows(rows);
    double[] law = new double[rows.blocks()];
    for (int r = 0; r < kept.length; r++) {
      law[rows.block(r)] += mass[kept[r]];
    }
    List<String> names =
        IntStream.of(first)
            .mapToObj(
                r ->
                    x.isEmpty()
                        ? "row " + support.line(r)
                        : x.stream()
                            .map(name -> support.column(name).value(r))
                            .collect(Collectors.joining(", ")))
            .toList();
    List<Partition> parts = new ArrayList<>();
    for (String name : functions) {
      int[] conflict = support.conflict(rows, name);
      if (conflict.length > 0) {
        throw new IllegalArgumentException(
            "column '%s' takes 2 values for state %s (rows %d and %d): it is no function of X"
                .formatted(
                    name,
                    names.get(rows.block(conflict[0])),
                    support.line(conflict[0]),
                    support.line(conflict[1])));
      }
      parts.add(support.column(name).partition().restrict(first));
    }
    return new StateTable(new Components(functions, parts, StateLaw.of(law)), names);
  }

  private static double[] masses(CodedTable coded, String p, TextTable table, boolean normalise) {
    double[] mass = new double[coded.rows()];
    if (p.isEmpty()) {
      Arrays.fill(mass, 1.0 / mass.length);
      return mass;
    }
    Column column = coded.column(p);
    DecimalMark mark = ColumnSpec.of(p, table).mark(table);
    double sum = 0;
    for (int r = 0; r < mass.length; r++) {
      String cell = column.value(r);
      mass[r] = mark.number(cell);
      if (!(mass[r] >= 0 && Double.isFinite(mass[r]))) {
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
}

package offprint.papers.lisasnl;

import java.io.IOException;
import java.util.List;
import offprint.harness.Inputs;
import offprint.kernels.table.TextTable;
import offprint.method.Kind;
import offprint.method.Param;
import offprint.method.Source;

/** What was observed: as numbers, or as the first row of a table. */
record Observation(
    @Param(
            label = "Observed summaries",
            help = "Numbers in the order of the summaries; empty: see the next field")
        List<Double> observed,
    @Param(
            label = "Table of observations",
            help = "Its first row is used; empty: what the simulations hold",
            accepts = Kind.TABLE,
            advanced = true)
        Source observations) {

  boolean isEmpty() {
    return observed.isEmpty() && observations.isEmpty();
  }

  /**
   * The summaries [K].
   *
   * @throws IllegalArgumentException if there are not as many as names
   */
  double[] read(Inputs in, List<String> names) throws IOException {
    if (observations.isEmpty()) {
      if (observed.size() != names.size()) {
        throw new IllegalArgumentException(
            "observed must have a number for each of %s: got %d"
                .formatted(String.join(", ", names), observed.size()));
      }
      return observed.stream().mapToDouble(Double::doubleValue).toArray();
    }
    TextTable table = in.table("observations", observations);
    if (table.rows() == 0) {
      throw new IllegalArgumentException("observations must have a row: got none");
    }
    double[] values = new double[names.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = table.numbers(Inputs.column("observations", table, names.get(k), 0))[0];
    }
    return values;
  }
}

package offprint.papers.mecb;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.information.Distribution;
import offprint.kernels.table.CodedColumn;
import offprint.kernels.table.TextTable;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/**
 * A categorical variable.
 *
 * @param names of its symbols, in order of first appearance
 * @param weight as given, before division by the sum [symbols]
 * @param p law, positive [symbols]
 */
record Symbols(List<String> names, double[] weight, double[] p) {
  private static final double ROUNDING = 1e-9;

  /** Reads variables from weights, or from the columns of one table, which is opened if needed. */
  static final class Reader {
    private final Findings out;
    private final Source data;
    private @Nullable TextTable table;

    Reader(Source data, Findings out) {
      this.data = data;
      this.out = out;
    }

    /**
     * @param weightsName parameter that gives the weights
     * @param weights of the symbols 1, 2, …; empty: the column is read
     * @param columnName parameter that names the column
     * @param otherwise position from 0 of the column that "" names
     * @param weightColumn "": every row counts 1
     */
    Symbols read(
        String weightsName,
        List<Double> weights,
        String columnName,
        String column,
        int otherwise,
        String weightColumn)
        throws IOException {
      if (!weights.isEmpty()) {
        return ofWeights(weightsName, weights, out);
      }
      if (table == null) {
        if (data.isEmpty()) {
          throw new IllegalArgumentException(
              "data must name a table, or %s give weights: got neither".formatted(weightsName));
        }
        table = new Inputs(out).table("data", data);
      }
      int c = Inputs.column(columnName, table, column, otherwise);
      int w = weightColumn.isEmpty() ? -1 : Inputs.column("weightColumn", table, weightColumn, 0);
      return ofColumn(table, c, w, out);
    }
  }

  private static Symbols ofColumn(TextTable table, int c, int w, Findings out) {
    CodedColumn cells = table.coded(c);
    double[] weights = w < 0 ? new double[0] : table.numbers(w);
    double[] sum = new double[cells.values()];
    int blank = 0;
    for (int r = 0; r < table.rows(); r++) {
      if (w >= 0 && weights[r] < 0) {
        throw table.wrong(r, w, "a weight of at least 0");
      }
      blank += table.cell(r, c).isEmpty() ? 1 : 0;
      sum[cells.code(r)] += w < 0 ? 1 : weights[r];
    }
    String column = "Column " + table.columns().get(c);
    String symbols = Wording.count(sum.length, "different symbol");
    out.assumed("%s: %s, %s.".formatted(column, Wording.count(table.rows(), "row"), symbols));
    if (blank > 0) {
      out.assumed(Wording.count(blank, "blank cell") + " count as one symbol, shown as (blank).");
    }
    if (w < 0 && sum.length == table.rows() && sum.length > 1) {
      out.warning(column + " has another symbol in every row, as an id has: its law says nothing.");
    } else if (sum.length == 1) {
      out.warning(column + " has a single symbol: there is no information to keep.");
    }
    return positive("column " + table.columns().get(c), cells.texts(), sum, out);
  }

  private static Symbols ofWeights(String parameter, List<Double> weights, Findings out) {
    double[] weight = weights.stream().mapToDouble(Double::doubleValue).toArray();
    double[] p = Distribution.normalise(parameter, weight);
    double sum = Arrays.stream(weight).sum();
    if (Math.abs(sum - 1) > ROUNDING) {
      out.assumed(
          "%s sum to %s and were divided by that.".formatted(parameter, Wording.number(sum)));
    }
    List<String> names =
        IntStream.rangeClosed(1, weights.size()).mapToObj(Integer::toString).toList();
    return positive(parameter, names, Arrays.equals(p, weight) ? p : weight, out);
  }

  /** Leaves out what has no weight. */
  private static Symbols positive(
      String parameter, List<String> names, double[] weight, Findings out) {
    int[] kept = IntStream.range(0, weight.length).filter(i -> weight[i] != 0).toArray();
    double[] positive = IntStream.of(kept).mapToDouble(i -> weight[i]).toArray();
    double[] p = Distribution.normalise(parameter, kept.length == 0 ? weight : positive);
    if (kept.length < weight.length) {
      int zeros = weight.length - kept.length;
      out.assumed(Wording.count(zeros, "symbol") + " of weight 0 left out.");
    }
    return new Symbols(IntStream.of(kept).mapToObj(names::get).toList(), positive, p);
  }

  String name(int symbol) {
    return names.get(symbol);
  }

  /** As {@link #name}, with a word for the blank symbol. */
  String label(int symbol) {
    return names.get(symbol).isEmpty() ? "(blank)" : names.get(symbol);
  }
}

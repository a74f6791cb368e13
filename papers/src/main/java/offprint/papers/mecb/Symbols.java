package offprint.papers.mecb;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.information.Distribution;
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
    Map<String, double[]> sums = new LinkedHashMap<>();
    double[] weights = w < 0 ? new double[0] : table.numbers(w);
    int blank = 0;
    for (int r = 0; r < table.rows(); r++) {
      if (w >= 0 && weights[r] < 0) {
        throw table.wrong(r, w, "a weight of at least 0");
      }
      blank += table.cell(r, c).isEmpty() ? 1 : 0;
      sums.computeIfAbsent(table.cell(r, c), _ -> new double[1])[0] += w < 0 ? 1 : weights[r];
    }
    String column = "Column " + table.columns().get(c);
    String symbols = Wording.count(sums.size(), "different symbol");
    out.assumed("%s: %s, %s.".formatted(column, Wording.count(table.rows(), "row"), symbols));
    if (blank > 0) {
      out.assumed(Wording.count(blank, "blank cell") + " count as one symbol, shown as (blank).");
    }
    if (w < 0 && sums.size() == table.rows() && table.rows() > 1) {
      out.warning(column + " has another symbol in every row, as an id has: its law says nothing.");
    } else if (sums.size() == 1) {
      out.warning(column + " has a single symbol: there is no information to keep.");
    }
    double[] sum = sums.values().stream().mapToDouble(s -> s[0]).toArray();
    return positive("column " + table.columns().get(c), List.copyOf(sums.keySet()), sum, out);
  }

  private static Symbols ofWeights(String parameter, List<Double> weights, Findings out) {
    List<String> names =
        IntStream.rangeClosed(1, weights.size()).mapToObj(Integer::toString).toList();
    double[] weight = weights.stream().mapToDouble(Double::doubleValue).toArray();
    double[] p = Distribution.normalise(parameter, weight);
    double sum = Arrays.stream(weight).sum();
    if (Math.abs(sum - 1) > ROUNDING) {
      out.assumed("%s sum to %s and were divided by that.".formatted(parameter, shortly(sum)));
    }
    return positive(parameter, names, Arrays.equals(p, weight) ? p : weight, out);
  }

  private static String shortly(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static Symbols positive(
      String parameter, List<String> names, double[] weight, Findings out) {
    int[] positive = IntStream.range(0, weight.length).filter(i -> weight[i] != 0).toArray();
    int zeros = weight.length - positive.length;
    if (positive.length > 0 && zeros > 0) {
      out.assumed(Wording.count(zeros, "symbol") + " of weight 0 left out.");
    }
    double[] kept =
        positive.length == 0
            ? weight
            : IntStream.of(positive).mapToDouble(i -> weight[i]).toArray();
    List<String> shown = IntStream.of(positive).mapToObj(names::get).toList();
    return new Symbols(shown, kept, Distribution.normalise(parameter, kept));
  }

  int size() {
    return p.length;
  }

  String name(int symbol) {
    return names.get(symbol);
  }

  /** As {@link #name}, with a word for the blank symbol. */
  String label(int symbol) {
    return names.get(symbol).isEmpty() ? "(blank)" : names.get(symbol);
  }
}

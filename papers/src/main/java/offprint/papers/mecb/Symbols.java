package offprint.papers.mecb;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.kernels.information.Distribution;
import offprint.kernels.table.Csv;
import offprint.kernels.table.TextTable;
import offprint.method.Note;
import offprint.method.Run;
import offprint.method.Source;

/**
 * A categorical variable: its symbols in order of first appearance, their law, what was changed.
 */
final class Symbols {
  private static final double ROUNDING = 1e-9;

  private final List<String> names;
  private final double[] weight;
  private final double[] p;
  private final List<Note> notes;

  private Symbols(List<String> names, double[] weight, double[] p, List<Note> notes) {
    this.names = names;
    this.weight = weight;
    this.p = p;
    this.notes = notes;
  }

  /**
   * A column of a table as it was asked for.
   *
   * @param parameter that names it, for messages
   * @param column its name; "" for the one at {@code otherwise}
   * @param otherwise position from 0
   */
  record Choice(String parameter, String column, int otherwise) {
    private static final List<String> ORDER = List.of("first", "second");

    /** The first where none is named. */
    static Choice first(String parameter, String column) {
      return new Choice(parameter, column, 0);
    }

    /** The second where none is named. */
    static Choice second(String parameter, String column) {
      return new Choice(parameter, column, 1);
    }

    /**
     * Position in the table, from 0.
     *
     * @throws IllegalArgumentException if the table has no such column
     */
    int in(TextTable table) {
      List<String> columns = table.columns();
      int at = column.isEmpty() ? otherwise : columns.indexOf(column);
      if (at < 0 || at >= columns.size()) {
        throw new IllegalArgumentException(
            "%s must be one of %s%s: got %s"
                .formatted(
                    parameter,
                    String.join(", ", columns),
                    otherwise < columns.size()
                        ? ", or empty for the " + ORDER.get(otherwise)
                        : ", the only one",
                    column.isEmpty() ? "nothing" : column));
      }
      return at;
    }
  }

  /**
   * The law of a column, or of the weights where there are any.
   *
   * @param weightColumn "" to count rows
   * @param name of the weights parameter, for messages
   */
  static Symbols read(
      Run run, Source data, Choice column, String weightColumn, String name, List<Double> weights)
      throws IOException {
    if (!weights.isEmpty()) {
      return ofWeights(name, weights);
    }
    if (data.isEmpty()) {
      throw new IllegalArgumentException(
          "data must name a table, or %s give weights: got neither".formatted(name));
    }
    return ofColumn(table(run, data), column, weightColumn);
  }

  static TextTable table(Run run, Source data) throws IOException {
    try (InputStream in = run.open(data)) {
      return Csv.read(in);
    }
  }

  static Symbols ofColumn(TextTable table, Choice column, String weightColumn) {
    int c = column.in(table);
    int w = weightColumn.isEmpty() ? -1 : table.column(weightColumn);
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
    List<Note> notes = new ArrayList<>();
    notes.add(
        Note.text(
            "Column %s: %d rows, %d different symbols."
                .formatted(table.columns().get(c), table.rows(), sums.size())));
    if (blank > 0) {
      notes.add(
          Note.notice("%d blank cells count as one symbol, shown as (blank).".formatted(blank)));
    }
    String[] names = sums.keySet().toArray(String[]::new);
    double[] sum = sums.values().stream().mapToDouble(s -> s[0]).toArray();
    return of("column " + table.columns().get(c), names, sum, notes);
  }

  static Symbols ofWeights(String name, List<Double> weights) {
    String[] names =
        IntStream.rangeClosed(1, weights.size()).mapToObj(Integer::toString).toArray(String[]::new);
    List<Note> notes = new ArrayList<>();
    double[] weight = weights.stream().mapToDouble(Double::doubleValue).toArray();
    double[] p = Distribution.normalise(name, weight);
    double sum = Arrays.stream(weight).sum();
    if (Math.abs(sum - 1) > ROUNDING) {
      notes.add(
          Note.notice("%s sum to %s and were divided by that.".formatted(name, shortly(sum))));
    }
    return of(name, names, Arrays.equals(p, weight) ? p : weight, notes);
  }

  private static Symbols of(String name, String[] names, double[] weight, List<Note> notes) {
    int[] positive = IntStream.range(0, weight.length).filter(i -> weight[i] != 0).toArray();
    int zeros = weight.length - positive.length;
    if (zeros > 0 && positive.length > 0) {
      notes.add(Note.notice("%d symbols of weight 0 were left out.".formatted(zeros)));
    }
    double[] kept =
        positive.length == 0
            ? weight
            : IntStream.of(positive).mapToDouble(i -> weight[i]).toArray();
    double[] p = Distribution.normalise(name, kept);
    List<String> shown = IntStream.of(positive).mapToObj(i -> names[i]).toList();
    return new Symbols(shown, kept, p, notes);
  }

  private static String shortly(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
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

  /** As given, before division by the sum. */
  double weight(int symbol) {
    return weight[symbol];
  }

  /** Law [symbols], positive; not to be changed. */
  double[] p() {
    return p;
  }

  List<Note> notes() {
    return notes;
  }
}

package offprint.papers.rnnhmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.table.TextTable;

/**
 * Windows of recorded sequences.
 *
 * @param sequences each [rows * outputs], one-hot or scaled numbers
 * @param labels of the outputs
 * @param mean of each number before scaling; empty for symbols
 * @param sd likewise
 */
record Recording(
    List<float[]> sequences, List<String> labels, boolean symbols, double[] mean, double[] sd)
    implements Target {
  static final int MOST_SYMBOLS = 20;
  static final int MOST_COLUMNS = 8;

  private static final List<String> SEQUENCE = List.of("sequence", "trial", "id", "animal", "path");
  private static final List<String> TIME = List.of("time", "t", "step", "frame");
  private static final List<String> SYMBOL = List.of("symbol", "state", "label", "output");

  /**
   * Reads a table with a column of symbols or columns of numbers, in order of time.
   *
   * @param wanted columns; empty: the one named symbol, or the last
   * @throws IllegalArgumentException naming the rule, or the line of a missing cell
   */
  static Recording of(TextTable table, List<String> wanted, Findings out) {
    List<Integer> columns = new ArrayList<>();
    for (String name : wanted) {
      columns.add(Inputs.column("columns", table, name, 0));
    }
    if (columns.isEmpty()) {
      columns.add(Inputs.column("sequences", table, "", SYMBOL, -1));
    }
    if (columns.size() > MOST_COLUMNS) {
      throw new IllegalArgumentException(
          "columns must be at most %d: got %d".formatted(MOST_COLUMNS, columns.size()));
    }
    Map<String, List<Integer>> rows = rows(table, columns, out);
    int first = columns.getFirst();
    SequencedSet<String> distinct = new LinkedHashSet<>(List.of(table.text(first)));
    boolean numeric = columns.stream().allMatch(table::isNumeric);
    if (columns.size() == 1 && !(numeric && distinct.size() > MOST_SYMBOLS)) {
      out.assumed(
          "sequences: symbols are those of column %s.".formatted(table.columns().get(first)));
      return symbols(table, first, distinct, rows);
    }
    return numbers(table, columns, rows);
  }

  private static Map<String, List<Integer>> rows(
      TextTable table, List<Integer> columns, Findings out) {
    int sequence = usual(table, SEQUENCE, columns);
    int time = usual(table, TIME, columns);
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    for (int r = 0; r < table.rows(); r++) {
      for (int column : columns) {
        if (table.cell(r, column).isBlank()) {
          throw new IllegalArgumentException(
              "sequences line %d: column %s must have a value: got nothing"
                  .formatted(table.line(r), table.columns().get(column)));
        }
      }
      String key = sequence < 0 ? "" : table.cell(r, sequence);
      rows.computeIfAbsent(key, _ -> new ArrayList<>()).add(r);
    }
    if (time >= 0 && table.isNumeric(time)) {
      double[] times = table.numbers(time);
      rows.values().forEach(list -> list.sort((a, b) -> Double.compare(times[a], times[b])));
    } else {
      out.assumed("sequences: rows are in order of time.");
    }
    return rows;
  }

  private static int usual(TextTable table, List<String> names, List<Integer> taken) {
    return names.stream()
        .map(table.columns()::indexOf)
        .filter(column -> column >= 0 && !taken.contains(column))
        .findFirst()
        .orElse(-1);
  }

  private static Recording symbols(
      TextTable table, int column, SequencedSet<String> distinct, Map<String, List<Integer>> rows) {
    List<String> labels = distinct.stream().sorted().toList();
    if (labels.size() < 2 || labels.size() > MOST_SYMBOLS) {
      throw new IllegalArgumentException(
          "sequences must have 2 to %d different symbols: column %s has %d"
              .formatted(MOST_SYMBOLS, table.columns().get(column), labels.size()));
    }
    List<float[]> sequences = new ArrayList<>();
    for (List<Integer> list : rows.values()) {
      float[] points = new float[list.size() * labels.size()];
      for (int t = 0; t < list.size(); t++) {
        points[t * labels.size() + labels.indexOf(table.cell(list.get(t), column))] = 1;
      }
      sequences.add(points);
    }
    return new Recording(sequences, labels, true, new double[0], new double[0]);
  }

  private static Recording numbers(
      TextTable table, List<Integer> columns, Map<String, List<Integer>> rows) {
    int k = columns.size();
    double[] mean = new double[k];
    double[] sd = new double[k];
    double[][] values = new double[k][];
    for (int c = 0; c < k; c++) {
      values[c] = table.numbers(columns.get(c));
      double centre = Arrays.stream(values[c]).average().orElse(0);
      mean[c] = centre;
      sd[c] =
          Math.sqrt(
              Arrays.stream(values[c]).map(a -> (a - centre) * (a - centre)).average().orElse(0));
      if (!(sd[c] > 0)) {
        throw new IllegalArgumentException(
            "sequences: column %s must change: it is always %s"
                .formatted(table.columns().get(columns.get(c)), Wording.number(mean[c])));
      }
    }
    List<float[]> sequences = new ArrayList<>();
    for (List<Integer> list : rows.values()) {
      float[] points = new float[list.size() * k];
      for (int i = 0; i < points.length; i++) {
        points[i] = (float) ((values[i % k][list.get(i / k)] - mean[i % k]) / sd[i % k]);
      }
      sequences.add(points);
    }
    List<String> labels = columns.stream().map(table.columns()::get).toList();
    return new Recording(sequences, labels, false, mean, sd);
  }

  private int rows(float[] sequence) {
    return sequence.length / outputs();
  }

  /** Windows that do not overlap. */
  int windows(int length) {
    return sequences.stream().mapToInt(s -> rows(s) / length).sum();
  }

  /**
   * A training and a held-out part: the last sequences where there are ten or more, else the last
   * rows of each. Sequences shorter than {@code length} are left out.
   *
   * @throws IllegalArgumentException if a part has no window
   */
  Recording[] split(double holdout, int length, Findings out) {
    List<float[]> whole = sequences.stream().filter(s -> rows(s) >= length).toList();
    if (whole.size() < sequences.size() && !whole.isEmpty()) {
      out.warning(
          "%d of %d sequences are shorter than length = %d and are left out."
              .formatted(sequences.size() - whole.size(), sequences.size(), length));
    }
    List<float[]> train = new ArrayList<>();
    List<float[]> held = new ArrayList<>();
    if (whole.size() >= 10) {
      int cut = (int) Math.round(whole.size() * (1 - holdout));
      train.addAll(whole.subList(0, cut));
      held.addAll(whole.subList(cut, whole.size()));
    } else {
      for (float[] sequence : whole) {
        int cut = (int) Math.round(rows(sequence) * (1 - holdout)) * outputs();
        train.add(Arrays.copyOfRange(sequence, 0, cut));
        held.add(Arrays.copyOfRange(sequence, cut, sequence.length));
      }
    }
    train.removeIf(s -> rows(s) < length);
    held.removeIf(s -> rows(s) < length);
    if (train.isEmpty() || held.isEmpty()) {
      int longest = sequences.stream().mapToInt(this::rows).max().orElse(0);
      throw new IllegalArgumentException(
          "length must leave windows to train on and to hold out: got %d with sequences of at most %d rows; try %d"
              .formatted(
                  length, longest, Math.max(4, (int) (longest * Math.min(holdout, 1 - holdout)))));
    }
    return new Recording[] {
      new Recording(train, labels, symbols, mean, sd),
      new Recording(held, labels, symbols, mean, sd)
    };
  }

  @Override
  public int outputs() {
    return labels.size();
  }

  @Override
  public void draw(float[] points, int count, int length, RandomGenerator random) {
    long places = 0;
    for (float[] sequence : sequences) {
      places += Math.max(0, rows(sequence) - length + 1);
    }
    int size = length * outputs();
    for (int i = 0; i < count; i++) {
      long place = random.nextLong(places);
      int s = 0;
      while (place >= Math.max(0, rows(sequences.get(s)) - length + 1)) {
        place -= Math.max(0, rows(sequences.get(s)) - length + 1);
        s++;
      }
      System.arraycopy(sequences.get(s), (int) place * outputs(), points, i * size, size);
    }
  }

  @Override
  public double diameter(int length) {
    double square = 0;
    for (int k = 0; k < outputs(); k++) {
      float low = Float.MAX_VALUE;
      float high = -Float.MAX_VALUE;
      for (float[] sequence : sequences) {
        for (int i = k; i < sequence.length; i += outputs()) {
          low = Math.min(low, sequence[i]);
          high = Math.max(high, sequence[i]);
        }
      }
      square += symbols ? 1 : (double) (high - low) * (high - low);
    }
    return Math.sqrt(length * square);
  }
}

package offprint.papers.maxentmechanics;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.kernels.table.Csv;
import offprint.kernels.table.TextTable;
import offprint.method.Run;

/** Observed words: rows of 0/1 columns, packed into 64 bits, the first column lowest. */
final class WordTable {
  static final int MOST_BITS = 60;

  private final List<String> columns;
  private final long[] words;

  private WordTable(List<String> columns, long[] words) {
    this.columns = columns;
    this.words = words;
  }

  /**
   * @throws IllegalArgumentException naming row and column of a cell that is not 0 or 1, or the
   *     number of columns if it is not in 2..60
   */
  static WordTable read(Fit.Params params, Run run) throws IOException {
    TextTable table;
    try (InputStream in = run.open(params.data())) {
      table = Csv.read(in);
    }
    int[] chosen =
        params.features().isEmpty()
            ? IntStream.range(0, table.columns().size()).toArray()
            : params.features().stream().mapToInt(table::column).toArray();
    if (chosen.length < 2 || chosen.length > MOST_BITS) {
      throw new IllegalArgumentException(
          "features must be 2..%d columns of 0 and 1: got %d".formatted(MOST_BITS, chosen.length));
    }
    if (table.rows() < 2) {
      throw new IllegalArgumentException("observations must be at least 2: got " + table.rows());
    }
    long[] words = new long[table.rows()];
    for (int c = 0; c < chosen.length; c++) {
      for (int r = 0; r < words.length; r++) {
        String cell = table.cell(r, chosen[c]);
        if (!cell.equals("0") && !cell.equals("1")) {
          throw new IllegalArgumentException(
              "input words: " + table.wrong(r, chosen[c], "0 or 1").getMessage());
        }
        words[r] |= cell.equals("1") ? 1L << c : 0;
      }
    }
    return new WordTable(Arrays.stream(chosen).mapToObj(table.columns()::get).toList(), words);
  }

  List<String> columns() {
    return columns;
  }

  int bits() {
    return columns.size();
  }

  int observations() {
    return words.length;
  }

  /** [observations]; not to be changed. */
  long[] words() {
    return words;
  }

  /** How often each word occurs [2^bits], for at most 20 bits. */
  double[] counts() {
    double[] counts = new double[1 << bits()];
    for (long word : words) {
      counts[(int) word]++;
    }
    return counts;
  }

  /** "whale & ship" */
  String name(int set) {
    StringBuilder name = new StringBuilder();
    for (int c = 0; c < bits(); c++) {
      if ((set >> c & 1) == 1) {
        name.append(name.isEmpty() ? "" : " & ").append(columns.get(c));
      }
    }
    return name.toString();
  }
}

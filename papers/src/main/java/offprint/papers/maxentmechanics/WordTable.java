package offprint.papers.maxentmechanics;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offprint.harness.Inputs;
import offprint.kernels.table.TextTable;

/**
 * Observed words: rows of 0/1 columns.
 *
 * @param words [observations], packed into 64 bits, the first column lowest
 */
record WordTable(List<String> columns, long[] words) {
  static final int MOST_BITS = 60;

  /**
   * @throws IllegalArgumentException naming row and column of a cell that is not 0 or 1, or the
   *     number of columns if it is not in 2..60
   */
  static WordTable read(Inputs in, Fit.Params p) throws IOException {
    TextTable table = in.table("data", p.data());
    int[] chosen =
        p.features().isEmpty()
            ? IntStream.range(0, table.columns().size()).toArray()
            : p.features().stream().mapToInt(table::column).toArray();
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

  int bits() {
    return columns.size();
  }

  int observations() {
    return words.length;
  }

  /** How often each word occurs [2^bits], for at most 20 bits. */
  double[] counts() {
    double[] counts = new double[1 << bits()];
    for (long word : words) {
      counts[(int) word]++;
    }
    return counts;
  }

  /** "whale &amp; ship" */
  String name(int set) {
    return IntStream.range(0, bits())
        .filter(c -> (set >> c & 1) == 1)
        .mapToObj(columns::get)
        .collect(Collectors.joining(" & "));
  }
}

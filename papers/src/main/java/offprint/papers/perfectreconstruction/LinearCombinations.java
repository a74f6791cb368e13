package offprint.papers.perfectreconstruction;

import java.util.List;
import java.util.stream.IntStream;
import offprint.kernels.lattice.StateLaw;

/** A uniform vector over GF(2) and linear combinations of its bits. */
final class LinearCombinations {
  private static final int MOST_BITS = 16;

  private LinearCombinations() {}

  /**
   * @param rows of the matrix, such as "1100": which bits are added modulo 2
   */
  static Problem.Instance of(List<String> rows) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("rows must hold at least 1 row such as 1100: got 0");
    }
    int bits = rows.getFirst().length();
    for (String row : rows) {
      if (!row.matches("[01]{1,%d}".formatted(MOST_BITS)) || row.length() != bits) {
        throw new IllegalArgumentException(
            "rows must be equally long words of up to %d digits 0 and 1: got '%s'"
                .formatted(MOST_BITS, row));
      }
    }
    Components.Builder builder = new Components.Builder(StateLaw.uniform(1 << bits));
    for (String row : rows) {
      int mask = Integer.parseInt(row, 2);
      builder.add("row " + row, s -> Integer.bitCount(s & mask) & 1);
    }
    List<String> names =
        IntStream.range(0, 1 << bits)
            .mapToObj(s -> Integer.toBinaryString((1 << bits) | s).substring(1))
            .toList();
    return new Problem.Instance(builder.build(), names);
  }
}

package offprint.kernels.lm.tokens;

import java.util.Arrays;

/**
 * Rows of token ids, padded on the left to one length; pads are masked, so that each row is
 * computed as if alone.
 *
 * @param ids [rows × length]
 * @param padding pads at the start of each row
 */
public record TokenBatch(int rows, int length, long[] ids, int[] padding) {

  /**
   * @throws IllegalArgumentException if a row is empty
   */
  public static TokenBatch of(int[]... rows) {
    int length = Arrays.stream(rows).mapToInt(r -> r.length).max().orElse(0);
    long[] ids = new long[rows.length * length];
    int[] padding = new int[rows.length];
    for (int r = 0; r < rows.length; r++) {
      if (rows[r].length == 0) {
        throw new IllegalArgumentException("row %d must have at least 1 token: got 0".formatted(r));
      }
      padding[r] = length - rows[r].length;
      for (int t = 0; t < rows[r].length; t++) {
        ids[r * length + padding[r] + t] = rows[r][t];
      }
    }
    return new TokenBatch(rows.length, length, ids, padding);
  }

  /** Whether any row has pads. */
  boolean isPadded() {
    return Arrays.stream(padding).anyMatch(p -> p > 0);
  }

  public void requireIds(int vocabulary) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 0 || ids[i] >= vocabulary) {
        throw new IllegalArgumentException(
            "token %d of row %d must be in 0..%d: got %d"
                .formatted(i % length, i / length, vocabulary - 1, ids[i]));
      }
    }
  }
}

package offprint.kernels.tensor;

/**
 * A tensor known at some entries, which may repeat.
 *
 * @param index of each mode and entry, from 0 [K, entries]
 * @param sizes how many indices each mode has [K]
 * @param values [entries]
 */
public record SparseTensor(int[][] index, int[] sizes, double[] values) {
  /**
   * @throws IllegalArgumentException if shapes do not agree or an index is out of range
   */
  public SparseTensor {
    if (index.length != sizes.length || index.length == 0) {
      throw new IllegalArgumentException(
          "index must have one row a mode, %d: got %d".formatted(sizes.length, index.length));
    }
    for (int k = 0; k < index.length; k++) {
      if (index[k].length != values.length) {
        throw new IllegalArgumentException(
            "mode %d must have %d indices: got %d"
                .formatted(k + 1, values.length, index[k].length));
      }
      for (int i : index[k]) {
        if (i < 0 || i >= sizes[k]) {
          throw new IllegalArgumentException(
              "an index of mode %d must be 0 to %d: got %d".formatted(k + 1, sizes[k] - 1, i));
        }
      }
    }
  }

  public int modes() {
    return index.length;
  }

  public int entries() {
    return values.length;
  }
}

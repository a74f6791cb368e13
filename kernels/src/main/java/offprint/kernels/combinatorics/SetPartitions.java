package offprint.kernels.combinatorics;

/** All partitions of {0, …, n - 1} into nonempty blocks; there are Bell(n) of them. */
public final class SetPartitions {
  private SetPartitions() {}

  /** Sees one partition. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param block {@code block[k]} has bit i set where element i lies in block k; blocks are in
     *     order of their least element; valid during the call
     * @param count number of blocks
     */
    void visit(int[] block, int count);
  }

  /**
   * Visits every partition once, from one block to n blocks in the order of restricted growth
   * strings.
   *
   * @throws IllegalArgumentException if n is not in [1, 20]
   */
  public static void forEach(int n, Visitor visitor) {
    if (n < 1 || n > 20) {
      throw new IllegalArgumentException("n must be in 1..20: got " + n);
    }
    place(0, n, new int[n], 0, visitor);
  }

  private static void place(int element, int n, int[] block, int count, Visitor visitor) {
    if (element == n) {
      visitor.visit(block, count);
      return;
    }
    int bit = 1 << element;
    for (int k = 0; k < count; k++) {
      block[k] |= bit;
      place(element + 1, n, block, count, visitor);
      block[k] &= ~bit;
    }
    block[count] = bit;
    place(element + 1, n, block, count + 1, visitor);
    block[count] = 0;
  }
}

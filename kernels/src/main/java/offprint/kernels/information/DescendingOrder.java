package offprint.kernels.information;

/** Ranks of masses from largest to smallest; equal masses keep their order. */
public final class DescendingOrder {
  private static final int SMALL = 64;
  private static final int BITS = 8;
  private static final int BUCKETS = 1 << BITS;

  private DescendingOrder() {}

  /**
   * Indices of {@code mass}, largest first, ties by lower index. Insertion sort up to 64 masses,
   * then a radix sort, so O(n).
   */
  public static int[] of(double[] mass) {
    int n = mass.length;
    long[] key = new long[n];
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      long bits = Double.doubleToRawLongBits(mass[i] + 0.0);
      key[i] = ~(bits ^ ((bits >> 63) | Long.MIN_VALUE));
      order[i] = i;
    }
    if (n <= SMALL) {
      insertionSort(key, order);
      return order;
    }
    return radixSort(key, order);
  }

  private static void insertionSort(long[] key, int[] order) {
    for (int i = 1; i < key.length; i++) {
      long k = key[i];
      int o = order[i];
      int j = i - 1;
      while (j >= 0 && Long.compareUnsigned(key[j], k) > 0) {
        key[j + 1] = key[j];
        order[j + 1] = order[j];
        j--;
      }
      key[j + 1] = k;
      order[j + 1] = o;
    }
  }

  /** Sorts by one byte of the unsigned keys after the other, lowest first; each pass is stable. */
  private static int[] radixSort(long[] givenKey, int[] givenOrder) {
    long[] key = givenKey;
    int[] order = givenOrder;
    int n = key.length;
    long[] nextKey = new long[n];
    int[] nextOrder = new int[n];
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      int[] start = starts(key, shift);
      if (start.length == 0) {
        continue;
      }
      for (int i = 0; i < n; i++) {
        int to = start[(int) (key[i] >>> shift) & (BUCKETS - 1)]++;
        nextKey[to] = key[i];
        nextOrder[to] = order[i];
      }
      long[] k = key;
      key = nextKey;
      nextKey = k;
      int[] o = order;
      order = nextOrder;
      nextOrder = o;
    }
    return order;
  }

  /** First place of each bucket; empty where all keys share one. */
  private static int[] starts(long[] key, int shift) {
    int[] count = new int[BUCKETS];
    for (long k : key) {
      count[(int) (k >>> shift) & (BUCKETS - 1)]++;
    }
    int sum = 0;
    for (int b = 0; b < BUCKETS; b++) {
      int size = count[b];
      if (size == key.length) {
        return new int[0];
      }
      count[b] = sum;
      sum += size;
    }
    return count;
  }
}

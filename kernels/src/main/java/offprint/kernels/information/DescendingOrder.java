package offprint.kernels.information;

/** Ranks of masses from largest to smallest; equal masses keep their order. */
public final class DescendingOrder {
  private static final int RUN = 16;

  private DescendingOrder() {}

  /**
   * Indices of {@code mass}, largest first, ties by lower index: a stable merge sort, O(n log n).
   */
  public static int[] of(double[] mass) {
    int n = mass.length;
    int[] order = new int[n];
    double[] key = mass.clone();
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int low = 0; low < n; low += RUN) {
      insertionSort(key, order, low, Math.min(low + RUN, n));
    }
    double[] nextKey = new double[n];
    int[] nextOrder = new int[n];
    for (int width = RUN; width < n; width *= 2) {
      for (int low = 0; low < n; low += 2 * width) {
        merge(key, order, nextKey, nextOrder, low, Math.min(low + width, n), width);
      }
      double[] k = key;
      key = nextKey;
      nextKey = k;
      int[] o = order;
      order = nextOrder;
      nextOrder = o;
    }
    return order;
  }

  private static void insertionSort(double[] key, int[] order, int low, int high) {
    for (int i = low + 1; i < high; i++) {
      double k = key[i];
      int o = order[i];
      int j = i - 1;
      while (j >= low && key[j] < k) {
        key[j + 1] = key[j];
        order[j + 1] = order[j];
        j--;
      }
      key[j + 1] = k;
      order[j + 1] = o;
    }
  }

  private static void merge(
      double[] key, int[] order, double[] toKey, int[] toOrder, int low, int middle, int width) {
    int high = Math.min(middle + width, key.length);
    int a = low;
    int b = middle;
    for (int i = low; i < high; i++) {
      boolean left = a < middle && (b >= high || key[a] >= key[b]);
      int from = left ? a++ : b++;
      toKey[i] = key[from];
      toOrder[i] = order[from];
    }
  }
}

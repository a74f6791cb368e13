package offprint.kernels.combinatorics;

import java.util.Arrays;

/** Disjoint sets of 0 … n - 1 under union, by size and with path halving. */
public final class DisjointSets {
  private final int[] parent;
  private final int[] size;

  public DisjointSets(int n) {
    parent = new int[n];
    size = new int[n];
    Arrays.setAll(parent, i -> i);
    Arrays.fill(size, 1);
  }

  /** The representative of the set of {@code i}. */
  public int find(int i) {
    int at = i;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  /** Joins the sets of {@code i} and {@code j}; false if they were one already. */
  public boolean unite(int i, int j) {
    int a = find(i);
    int b = find(j);
    if (a == b) {
      return false;
    }
    int large = size[a] >= size[b] ? a : b;
    int small = large == a ? b : a;
    parent[small] = large;
    size[large] += size[small];
    return true;
  }
}

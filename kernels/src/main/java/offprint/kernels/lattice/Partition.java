package offprint.kernels.lattice;

import java.util.Arrays;
import offprint.kernels.combinatorics.DisjointSets;

/**
 * A partition of the states 0 … n - 1, that is, a variable up to renaming of its values. Blocks are
 * numbered 0, 1, 2 … in order of their first state, so equal partitions have equal labels.
 */
public final class Partition {
  private final int[] label;
  private final int blocks;

  private Partition(int[] label, int blocks) {
    this.label = label;
    this.blocks = blocks;
  }

  /** States with equal {@code values} share a block; values may be any integers. */
  public static Partition of(int[] values) {
    Recoder recoder = new Recoder(values.length);
    int[] label = new int[values.length];
    for (int s = 0; s < values.length; s++) {
      label[s] = recoder.code(values[s]);
    }
    return new Partition(label, recoder.codes());
  }

  /** As {@link #of(int[])} for values 0 … range - 1: by a plain table where the range is small. */
  public static Partition of(int[] values, int range) {
    Recoder recoder = Recoder.ofPairs(values.length, range, 1);
    int[] label = new int[values.length];
    for (int s = 0; s < values.length; s++) {
      label[s] = recoder.code(values[s]);
    }
    return new Partition(label, recoder.codes());
  }

  /** The bottom of the lattice: one block, a constant; no block where there are no states. */
  public static Partition constant(int states) {
    return new Partition(new int[states], Math.min(1, states));
  }

  /** The top of the lattice: every state alone, the identity. */
  public static Partition identity(int states) {
    int[] label = new int[states];
    Arrays.setAll(label, s -> s);
    return new Partition(label, states);
  }

  /** Number of states n. */
  public int states() {
    return label.length;
  }

  public int blocks() {
    return blocks;
  }

  /** Block of a state. */
  public int block(int state) {
    return label[state];
  }

  /** Labels by state [n]; not to be changed. */
  int[] labels() {
    return label;
  }

  /** X v Y, the total information: the blocks of the pair. O(n). */
  public Partition join(Partition other) {
    sameStates(other);
    if (blocks <= 1 || other.blocks == states()) {
      return other;
    }
    if (other.blocks <= 1 || blocks == states()) {
      return this;
    }
    int[] joined = new int[label.length];
    Recoder recoder = Recoder.ofPairs(label.length, blocks, other.blocks);
    for (int s = 0; s < joined.length; s++) {
      joined[s] = recoder.code((long) label[s] * other.blocks + other.label[s]);
    }
    return new Partition(joined, recoder.codes());
  }

  /**
   * X ^ Y, the common information of Gács and Körner: connected components of the bipartite graph
   * of values of X and values of Y that occur together. O(n alpha(n)).
   */
  public Partition meet(Partition other) {
    sameStates(other);
    DisjointSets sets = new DisjointSets(blocks + other.blocks);
    for (int s = 0; s < label.length; s++) {
      sets.unite(label[s], blocks + other.label[s]);
    }
    int[] root = new int[label.length];
    for (int s = 0; s < root.length; s++) {
      root[s] = sets.find(label[s]);
    }
    return of(root);
  }

  /** True if {@code coarser} is a function of this. */
  public boolean determines(Partition coarser) {
    sameStates(coarser);
    int[] image = new int[blocks];
    Arrays.fill(image, -1);
    for (int s = 0; s < label.length; s++) {
      int value = coarser.label[s];
      if (image[label[s]] < 0) {
        image[label[s]] = value;
      } else if (image[label[s]] != value) {
        return false;
      }
    }
    return true;
  }

  /** The partition of the given states, renumbered in their order. */
  public Partition restrict(int[] states) {
    int[] values = new int[states.length];
    Arrays.setAll(values, i -> label[states[i]]);
    return of(values);
  }

  private void sameStates(Partition other) {
    if (label.length != other.label.length) {
      throw new IllegalArgumentException(
          "partitions must be of the same states: got %d and %d"
              .formatted(label.length, other.label.length));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Partition p && Arrays.equals(label, p.label);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(label);
  }

  @Override
  public String toString() {
    return Arrays.toString(label);
  }
}

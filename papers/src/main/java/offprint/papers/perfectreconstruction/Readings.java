package offprint.papers.perfectreconstruction;

import java.util.List;
import offprint.kernels.lattice.Partition;

/** The readings of each node as a landmark: its hop counts or distances to all nodes. */
interface Readings {
  int MOST_NODES = 25_000;

  int nodes();

  String name(int node);

  /**
   * The reading of {@code node} by {@code landmark}: at least -1; equal readings are equal numbers.
   */
  int reading(int landmark, int node);

  /** Nodes by falling degree; empty without a graph. */
  default List<Integer> byDegree() {
    return List.of();
  }

  /** Number of landmarks that twin nodes require; 0 without a graph. */
  default int twinBound() {
    return 0;
  }

  /** The readings of a landmark as a partition of the nodes. */
  default Partition sensor(int landmark) {
    int[] values = new int[nodes()];
    int largest = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = reading(landmark, i) + 1;
      largest = Math.max(largest, values[i]);
    }
    return Partition.of(values, largest + 1);
  }

  static void requireNodes(int n) {
    if (n > MOST_NODES) {
      throw new IllegalArgumentException(
          "data must have at most %d nodes: got %d".formatted(MOST_NODES, n));
    }
  }
}

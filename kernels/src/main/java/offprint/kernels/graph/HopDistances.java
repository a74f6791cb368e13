package offprint.kernels.graph;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Hop counts between all pairs of nodes: breadth first from each, O(nodes x edges). A byte a pair,
 * two bytes in rows with counts above 254.
 */
public final class HopDistances {
  private static final int BLOCK = 64;
  private static final int NARROW_UNREACHABLE = 0xFF;
  private static final char WIDE_UNREACHABLE = 0xFFFF;

  private final byte[][] narrow;
  private final char[][] wide;

  private HopDistances(int nodes) {
    narrow = new byte[nodes][0];
    wide = new char[nodes][0];
  }

  /**
   * Searches from several nodes in parallel; the result does not depend on it.
   *
   * @param onNode told how many nodes are done, on the calling thread; may throw to stop
   * @throws IllegalArgumentException if a count exceeds 65,534
   */
  public static HopDistances of(Graph graph, IntConsumer onNode) {
    HopDistances hops = new HopDistances(graph.nodes());
    for (int from = 0; from < graph.nodes(); from += BLOCK) {
      int to = Math.min(graph.nodes(), from + BLOCK);
      IntStream.range(from, to).parallel().forEach(i -> hops.search(graph, i));
      onNode.accept(to);
    }
    return hops;
  }

  private void search(Graph graph, int root) {
    int n = graph.nodes();
    int[] hop = new int[n];
    Arrays.fill(hop, -1);
    int[] queue = new int[n];
    int tail = 0;
    queue[tail++] = root;
    hop[root] = 0;
    for (int head = 0; head < tail; head++) {
      int i = queue[head];
      for (int k = graph.start(i); k < graph.start(i + 1); k++) {
        int j = graph.neighbour(k);
        if (hop[j] < 0) {
          hop[j] = hop[i] + 1;
          queue[tail++] = j;
        }
      }
    }
    int farthest = hop[queue[tail - 1]];
    if (farthest >= WIDE_UNREACHABLE) {
      throw new IllegalArgumentException("hop counts must be at most 65534: got " + farthest);
    }
    store(root, hop, farthest);
  }

  private void store(int root, int[] hop, int farthest) {
    if (farthest < NARROW_UNREACHABLE) {
      byte[] row = new byte[hop.length];
      for (int i = 0; i < row.length; i++) {
        row[i] = (byte) (hop[i] < 0 ? NARROW_UNREACHABLE : hop[i]);
      }
      narrow[root] = row;
    } else {
      char[] row = new char[hop.length];
      for (int i = 0; i < row.length; i++) {
        row[i] = hop[i] < 0 ? WIDE_UNREACHABLE : (char) hop[i];
      }
      wide[root] = row;
    }
  }

  public int nodes() {
    return narrow.length;
  }

  /** Hops from {@code i} to {@code j}; -1 if there is no path. */
  public int hops(int i, int j) {
    if (wide[i].length > 0) {
      return wide[i][j] == WIDE_UNREACHABLE ? -1 : wide[i][j];
    }
    int hop = narrow[i][j] & 0xFF;
    return hop == NARROW_UNREACHABLE ? -1 : hop;
  }
}

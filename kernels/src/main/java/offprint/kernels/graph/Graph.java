package offprint.kernels.graph;

import java.util.Arrays;

/**
 * A simple undirected graph in compressed sparse rows: nodes 0 … n - 1, each edge stored from both
 * ends, neighbours in ascending order. 4 bytes a node and 8 an edge.
 */
public final class Graph {
  private final int[] start;
  private final int[] neighbour;

  Graph(int[] start, int[] neighbour) {
    this.start = start;
    this.neighbour = neighbour;
  }

  /**
   * The graph of the edges {@code from[e]} - {@code to[e]}; both directions, repetitions and
   * self-loops are merged away.
   *
   * @param from one end of each edge [edges]
   * @param to the other end [edges]
   * @throws IllegalArgumentException if an end is outside 0 … nodes - 1
   */
  public static Graph of(int nodes, int[] from, int[] to) {
    return of(nodes, from, to, from.length);
  }

  static Graph of(int nodes, int[] from, int[] to, int edges) {
    int[] start = new int[nodes + 1];
    for (int e = 0; e < edges; e++) {
      if (from[e] < 0 || from[e] >= nodes || to[e] < 0 || to[e] >= nodes) {
        throw new IllegalArgumentException(
            "edge %d: ends must be 0 to %d: got %d and %d".formatted(e, nodes - 1, from[e], to[e]));
      }
      if (from[e] != to[e]) {
        start[from[e] + 1]++;
        start[to[e] + 1]++;
      }
    }
    for (int i = 0; i < nodes; i++) {
      start[i + 1] = Math.addExact(start[i], start[i + 1]);
    }
    int[] neighbour = new int[start[nodes]];
    int[] fill = Arrays.copyOf(start, nodes);
    for (int e = 0; e < edges; e++) {
      if (from[e] != to[e]) {
        neighbour[fill[from[e]]++] = to[e];
        neighbour[fill[to[e]]++] = from[e];
      }
    }
    return merged(start, neighbour);
  }

  /** Sorts each row and drops repeated neighbours, in place. */
  private static Graph merged(int[] start, int[] neighbour) {
    int kept = 0;
    for (int i = 0; i + 1 < start.length; i++) {
      int low = start[i];
      int high = start[i + 1];
      Arrays.sort(neighbour, low, high);
      start[i] = kept;
      for (int k = low; k < high; k++) {
        if (k == low || neighbour[k] != neighbour[k - 1]) {
          neighbour[kept++] = neighbour[k];
        }
      }
    }
    start[start.length - 1] = kept;
    return new Graph(start, kept == neighbour.length ? neighbour : Arrays.copyOf(neighbour, kept));
  }

  public int nodes() {
    return start.length - 1;
  }

  public int edges() {
    return neighbour.length / 2;
  }

  public int degree(int node) {
    return start[node + 1] - start[node];
  }

  /** Where the neighbours of {@code node} begin; they end before {@code start(node + 1)}. */
  public int start(int node) {
    return start[node];
  }

  /** The neighbour at place {@code k}, between {@code start(i)} and {@code start(i + 1)}. */
  public int neighbour(int k) {
    return neighbour[k];
  }

  /** Number of neighbours of each node, as numbers to average [nodes]. */
  public double[] degrees() {
    double[] degrees = new double[nodes()];
    Arrays.setAll(degrees, this::degree);
    return degrees;
  }

  public int largestDegree() {
    int largest = 0;
    for (int i = 0; i < nodes(); i++) {
      largest = Math.max(largest, degree(i));
    }
    return largest;
  }

  /**
   * The graph on the given nodes alone, renumbered in their order.
   *
   * @param keep distinct nodes, ascending
   */
  public Graph induced(int[] keep) {
    int[] place = new int[nodes()];
    Arrays.fill(place, -1);
    for (int i = 0; i < keep.length; i++) {
      place[keep[i]] = i;
    }
    int[] rows = new int[keep.length + 1];
    int[] columns = new int[neighbour.length];
    int kept = 0;
    for (int i = 0; i < keep.length; i++) {
      for (int k = start[keep[i]]; k < start[keep[i] + 1]; k++) {
        if (place[neighbour[k]] >= 0) {
          columns[kept++] = place[neighbour[k]];
        }
      }
      rows[i + 1] = kept;
    }
    return new Graph(rows, Arrays.copyOf(columns, kept));
  }
}

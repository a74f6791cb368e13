package offprint.kernels.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Nodes that no third node tells apart: with equal open neighbourhoods (not joined) or equal closed
 * ones (joined). Classes of either kind are disjoint.
 */
public final class Twins {
  private Twins() {}

  /**
   * How many nodes at least must be landmarks for hop counts to them to tell all nodes apart: all
   * but one of each class of twins.
   */
  public static int leastLandmarks(Graph graph) {
    return surplus(graph, false) + surplus(graph, true);
  }

  /** Sum over classes of size - 1. */
  private static int surplus(Graph graph, boolean closed) {
    Map<Row, Integer> classes = new HashMap<>();
    int surplus = 0;
    for (int i = 0; i < graph.nodes(); i++) {
      surplus += classes.merge(Row.of(graph, i, closed), 1, Integer::sum) > 1 ? 1 : 0;
    }
    return surplus;
  }

  /** A sorted neighbourhood, compared by content. */
  private static final class Row {
    private final int[] nodes;

    private Row(int[] nodes) {
      this.nodes = nodes;
    }

    static Row of(Graph graph, int node, boolean closed) {
      int degree = graph.degree(node);
      int[] nodes = new int[closed ? degree + 1 : degree];
      for (int k = 0; k < degree; k++) {
        nodes[k] = graph.neighbour(graph.start(node) + k);
      }
      if (closed) {
        nodes[degree] = node;
        Arrays.sort(nodes);
      }
      return new Row(nodes);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Row row && Arrays.equals(nodes, row.nodes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(nodes);
    }
  }
}

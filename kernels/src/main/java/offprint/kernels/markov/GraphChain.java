package offprint.kernels.markov;

import java.util.Arrays;
import offprint.kernels.graph.Graph;

/** Builds a chain whose moves follow the edges of a graph; what a row leaves over stays. */
final class GraphChain {
  /** A rest below this is rounding. */
  private static final double LEAST_STAY = 1e-12;

  private GraphChain() {}

  interface Move {
    double probability(int from, int to);
  }

  /**
   * @param weight the chain's law up to a factor [nodes]
   * @throws IllegalArgumentException if a node has no edge
   */
  static ReversibleChain build(Graph graph, double[] weight, Move move) {
    int n = graph.nodes();
    double[] law = ReversibleChain.normalised(weight);
    int[] start = new int[n + 1];
    int[] column = new int[Math.addExact(2 * graph.edges(), n)];
    double[] value = new double[column.length];
    int kept = 0;
    for (int i = 0; i < n; i++) {
      if (graph.degree(i) == 0) {
        throw new IllegalArgumentException("node %d has no edge to leave by".formatted(i));
      }
      double rest = 1;
      for (int k = graph.start(i); k < graph.start(i + 1); k++) {
        rest -= move.probability(i, graph.neighbour(k));
      }
      boolean stays = rest > LEAST_STAY;
      for (int k = graph.start(i); k < graph.start(i + 1); k++) {
        int j = graph.neighbour(k);
        if (stays && j > i) {
          column[kept] = i;
          value[kept++] = rest;
          stays = false;
        }
        column[kept] = j;
        value[kept++] = move.probability(i, j);
      }
      if (stays) {
        column[kept] = i;
        value[kept++] = rest;
      }
      start[i + 1] = kept;
    }
    return ReversibleChain.of(start, Arrays.copyOf(column, kept), Arrays.copyOf(value, kept), law);
  }
}

package offprint.papers.srrw;

import offprint.kernels.graph.Graph;
import offprint.kernels.markov.ReversibleChain;

/** A triangle with a tail, 01 12 20 23 34: the graph of the golden values. */
final class GraphT {
  static final Graph GRAPH = Graph.of(5, new int[] {0, 1, 2, 2, 3}, new int[] {1, 2, 0, 3, 4});

  private GraphT() {}

  static ReversibleChain uniform() {
    return ReversibleChain.metropolisHastings(GRAPH, new double[] {1, 1, 1, 1, 1});
  }

  static ReversibleChain rising() {
    return ReversibleChain.metropolisHastings(GRAPH, new double[] {1, 2, 3, 4, 5});
  }

  /** The t-th quasi-random number, t = 1, 2, … */
  static double u(int t) {
    double u = 0.5 + t * 0.6180339887498949;
    return u - Math.floor(u);
  }
}

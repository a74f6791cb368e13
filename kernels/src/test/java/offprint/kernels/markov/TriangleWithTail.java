package offprint.kernels.markov;

import offprint.kernels.graph.Graph;

/** A triangle with a tail, 01 12 20 23 34: small enough to know all of it. */
final class TriangleWithTail {
  static final Graph GRAPH = Graph.of(5, new int[] {0, 1, 2, 2, 3}, new int[] {1, 2, 0, 3, 4});
  static final double GOLDEN_RATIO = 0.6180339887498949;

  private TriangleWithTail() {}

  static ReversibleChain uniform() {
    return ReversibleChain.metropolisHastings(GRAPH, new double[] {1, 1, 1, 1, 1});
  }

  /** The t-th quasi-random number, t = 1, 2, … */
  static double u(int t) {
    double u = 0.5 + t * GOLDEN_RATIO;
    return u - Math.floor(u);
  }
}

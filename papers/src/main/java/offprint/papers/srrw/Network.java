package offprint.papers.srrw;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.kernels.graph.Components;
import offprint.kernels.graph.EdgeList;
import offprint.kernels.graph.Graph;
import offprint.kernels.graph.NodeNames;
import offprint.kernels.markov.DetailedBalance;
import offprint.kernels.markov.ReversibleChain;
import offprint.kernels.table.TextTable;
import org.jspecify.annotations.Nullable;

/**
 * A connected network: its graph and the names of its nodes.
 *
 * @param matrix a given chain; null if none
 * @param trimmed true if nodes outside the largest component were left out
 */
record Network(Graph graph, NodeNames names, @Nullable ReversibleChain matrix, boolean trimmed) {

  /**
   * The network of an edge list.
   *
   * @throws IllegalArgumentException if the graph is not connected and {@code largest} is false
   */
  static Network of(EdgeList list, boolean largest, Findings out) {
    Components components = Components.of(list.graph());
    EdgeList walked = list;
    if (components.count() > 1) {
      int kept = components.size(components.largest());
      if (!largest) {
        throw disconnected(list, components, kept);
      }
      out.warning(
          "Only the largest of %d components is walked: %d of %d nodes."
              .formatted(components.count(), kept, list.graph().nodes()));
      walked = list.largestComponent(components);
    }
    if (walked.graph().nodes() < 2) {
      throw new IllegalArgumentException("edges must join at least two nodes");
    }
    return new Network(walked.graph(), walked.names(), null, components.count() > 1);
  }

  private static IllegalArgumentException disconnected(
      EdgeList list, Components components, int kept) {
    for (int i = 0; i < list.graph().nodes(); i++) {
      if (list.graph().degree(i) == 0) {
        return new IllegalArgumentException(
            "edges: node '%s' is isolated, it has no edge but to itself; use largestComponent"
                .formatted(list.names().name(i)));
      }
    }
    String header =
        list.suspectedHeader()
            .map(
                first ->
                    ", or remove line %d, '%s', if it is a header"
                        .formatted(list.firstLine(), first))
            .orElse("");
    return new IllegalArgumentException(
        "graph has %d components; largest has %d of %d nodes; use largestComponent%s"
            .formatted(components.count(), kept, list.graph().nodes(), header));
  }

  /**
   * The network of a matrix of transition probabilities; node names are its header, or 1, 2, 3 …
   *
   * @throws IllegalArgumentException if the matrix is not square, stochastic and reversible
   */
  static Network ofMatrix(TextTable table) {
    int n = table.columns().size();
    if (table.rows() != n || n < 2) {
      throw new IllegalArgumentException(
          "matrix must be square, at least 2 x 2: got %d rows and %d columns"
              .formatted(table.rows(), n));
    }
    double[][] p = new double[n][n];
    for (int j = 0; j < n; j++) {
      double[] column = table.numbers(j);
      for (int i = 0; i < n; i++) {
        p[i][j] = column[i];
      }
    }
    int[] moves = IntStream.range(0, n * n).filter(k -> p[k / n][k % n] > 0).toArray();
    int[] from = Arrays.stream(moves).map(k -> k / n).toArray();
    int[] to = Arrays.stream(moves).map(k -> k % n).toArray();
    boolean named = !table.columns().getFirst().equals("column1");
    List<String> numbers = IntStream.rangeClosed(1, n).mapToObj(Integer::toString).toList();
    NodeNames names = NodeNames.of(named ? table.columns() : numbers);
    return new Network(Graph.of(n, from, to), names, DetailedBalance.chain(p), false);
  }

  int nodes() {
    return graph.nodes();
  }

  /** Equal weights that sum to 1 [nodes]. */
  double[] uniform() {
    double[] weight = new double[nodes()];
    Arrays.fill(weight, 1.0 / weight.length);
    return weight;
  }

  /** Warns of walks that end before they have covered the graph. */
  void warnIfCovering(long hops, Findings out) {
    if (hops < 10L * nodes()) {
      out.warning(
          "hops below 10 N = %d: the walks are still covering the graph, and the predicted errors do not hold yet."
              .formatted(10L * nodes()));
    }
  }

  /**
   * A base chain on the network.
   *
   * @param weight the target, positive [nodes]
   */
  ReversibleChain chain(ChainKind kind, double[] weight) {
    return switch (kind) {
      case MHRW -> ReversibleChain.metropolisHastings(graph, weight);
      case SRW -> ReversibleChain.simple(graph);
      case LAZY -> ReversibleChain.metropolisHastings(graph, weight).lazy();
      case MATRIX -> matrix == null ? ReversibleChain.simple(graph) : matrix;
    };
  }

  /**
   * The node that a walk starts from.
   *
   * @param start an id of the graph, or "random"
   */
  int origin(String start, RandomGenerator random) {
    if (start.equals("random")) {
      return random.nextInt(nodes());
    }
    int node = names.find(start);
    if (node < 0) {
      throw new IllegalArgumentException(
          "start must be 'random' or a node of the graph: got '%s'".formatted(start));
    }
    return node;
  }
}

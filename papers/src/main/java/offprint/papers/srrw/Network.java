package offprint.papers.srrw;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.graph.Components;
import offprint.kernels.graph.EdgeList;
import offprint.kernels.graph.EdgeListReader;
import offprint.kernels.graph.Graph;
import offprint.kernels.graph.NodeNames;
import offprint.kernels.markov.DetailedBalance;
import offprint.kernels.markov.ReversibleChain;
import offprint.kernels.table.Csv;
import offprint.kernels.table.TextTable;
import offprint.method.Note;
import offprint.method.Run;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/**
 * A connected network: its graph, what its nodes are called, and what the reader should know of how
 * it was read.
 *
 * @param matrix the reader's own chain, null unless one was given
 * @param trimmed true if nodes outside the largest component were left out
 */
record Network(
    Graph graph,
    NodeNames names,
    @Nullable ReversibleChain matrix,
    boolean trimmed,
    List<Note> notes) {

  /**
   * @throws IllegalArgumentException if the graph is not connected and {@code largest} is false
   */
  static Network read(Run run, Source edges, boolean largest) throws IOException {
    EdgeList list;
    try (InputStream in = run.open(edges)) {
      list = EdgeListReader.read(in, line -> run.progress(0, "reading line " + line));
    }
    List<Note> notes = new ArrayList<>();
    if (list.loops() + list.repeated() > 0) {
      notes.add(
          Note.notice(
              "%d lines that repeat an edge and %d self-loops were merged away; edges count in both directions."
                  .formatted(list.repeated(), list.loops())));
    }
    if (list.extra()) {
      notes.add(Note.notice("Cells after the two ids were not read: edges have no weights."));
    }
    Components components = Components.of(list.graph());
    boolean trimmed = components.count() > 1;
    if (trimmed) {
      int kept = components.size(components.largest());
      if (!largest) {
        throw disconnected(list, components, kept);
      }
      notes.add(
          Note.warning(
              "Only the largest of %d components is walked: %d of %d nodes."
                  .formatted(components.count(), kept, list.graph().nodes())));
      list = list.largestComponent(components);
    }
    if (list.graph().nodes() < 2) {
      throw new IllegalArgumentException("edges must join at least two nodes");
    }
    return new Network(list.graph(), list.names(), null, trimmed, notes);
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
    return new IllegalArgumentException(
        "graph has %d components; largest has %d of %d nodes; use largestComponent"
            .formatted(components.count(), kept, list.graph().nodes()));
  }

  /**
   * The network of a matrix of transition probabilities; node names are its header, or 1, 2, 3 …
   *
   * @throws IllegalArgumentException if the matrix is not square, stochastic and reversible
   */
  static Network ofMatrix(Run run, Source matrix) throws IOException {
    if (matrix.isEmpty()) {
      throw new IllegalArgumentException("matrix must be given with chain matrix");
    }
    TextTable table;
    try (InputStream in = run.open(matrix)) {
      table = Csv.read(in);
    }
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
    ReversibleChain chain = DetailedBalance.chain(p);
    int[] from = new int[chain.transitions()];
    int[] to = new int[from.length];
    int edges = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        if (p[i][j] > 0) {
          from[edges] = i;
          to[edges++] = j;
        }
      }
    }
    boolean named = !table.columns().getFirst().equals("column1");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      names.add(named ? table.columns().get(i) : "" + (i + 1));
    }
    Graph graph = Graph.of(n, Arrays.copyOf(from, edges), Arrays.copyOf(to, edges));
    return new Network(graph, NodeNames.of(names), chain, false, List.of());
  }

  int nodes() {
    return graph.nodes();
  }

  /**
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

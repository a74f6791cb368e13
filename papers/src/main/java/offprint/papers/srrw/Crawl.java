package offprint.papers.srrw;

import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.method.Kind;
import offprint.method.Param;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/** The network, the data of its nodes and the base chain: parameters of most tasks. */
record Crawl(
    @Param(
            label = "Edge list",
            help = "Two node ids a line",
            value = "example:village-ties",
            accepts = Kind.GRAPH)
        Source edges,
    @Param(
            label = "Node table",
            help = "Table of what the nodes hold: id, columns, and a weight; empty: degrees only",
            value = "example:village-people",
            accepts = Kind.TABLE)
        Source nodes,
    @Param(label = "Weights", help = "Weights of the nodes in averages", value = "uniform")
        Target target,
    @Param(label = "Base chain", help = "Walk made self-repellent", symbol = "P", value = "mhrw")
        ChainKind chain,
    @Param(
            label = "Transition matrix",
            help = "Probabilities, for chain matrix",
            accepts = Kind.MATRIX,
            advanced = true)
        Source matrix,
    @Param(help = "Walk only the largest component", value = "false", advanced = true)
        boolean largestComponent) {

  Network network(Inputs in, Findings out) throws IOException {
    if (chain != ChainKind.MATRIX) {
      return Network.of(in.graph("edges", edges), largestComponent, out);
    }
    if (matrix.isEmpty()) {
      throw new IllegalArgumentException("matrix must be given with chain matrix");
    }
    return Network.ofMatrix(in.table("matrix", matrix));
  }

  /** The node table, one row a node; null if there is none. */
  @Nullable NodeTable table(Inputs in, Network network) throws IOException {
    return nodes.isEmpty()
        ? null
        : NodeTable.of(in.table("nodes", nodes, List.of("id")), network, false);
  }
}

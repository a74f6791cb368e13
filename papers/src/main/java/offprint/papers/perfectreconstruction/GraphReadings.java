package offprint.papers.perfectreconstruction;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.kernels.graph.Components;
import offprint.kernels.graph.EdgeList;
import offprint.kernels.graph.HopDistances;
import offprint.kernels.graph.Twins;
import offprint.method.Source;

/**
 * Hop counts in a graph.
 *
 * @param clip counts above it read as it; 0: no limit
 */
record GraphReadings(EdgeList edges, HopDistances hops, int clip) implements Readings {

  static GraphReadings of(Source data, int clip, Findings out) throws IOException {
    EdgeList edges = new Inputs(out).graph("data", data);
    int n = edges.graph().nodes();
    Readings.requireNodes(n);
    Components parts = Components.of(edges.graph());
    if (parts.count() > 1) {
      out.assumed(
          "The graph has %d components, the largest of %d nodes. A node without a path to a landmark reads unreachable, which is a value like another."
              .formatted(parts.count(), parts.size(parts.largest())));
    }
    HopDistances hops =
        HopDistances.of(edges.graph(), i -> out.run().progress(0.2 * i / n, "hops from node " + i));
    return new GraphReadings(edges, hops, clip);
  }

  @Override
  public int nodes() {
    return edges.graph().nodes();
  }

  @Override
  public String name(int node) {
    return edges.names().name(node);
  }

  @Override
  public int reading(int landmark, int node) {
    int hop = hops.hops(landmark, node);
    return clip > 0 ? Math.min(hop, clip) : hop;
  }

  @Override
  public List<Integer> byDegree() {
    return IntStream.range(0, nodes())
        .boxed()
        .sorted((a, b) -> edges.graph().degree(b) - edges.graph().degree(a))
        .toList();
  }

  @Override
  public int twinBound() {
    return Twins.leastLandmarks(edges.graph());
  }
}

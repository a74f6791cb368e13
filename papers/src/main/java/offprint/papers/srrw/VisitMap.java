package offprint.papers.srrw;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import offprint.harness.Plot;
import offprint.kernels.graph.Graph;
import offprint.kernels.graph.StressLayout;
import offprint.method.Chart;

/** A graph that is small enough to be looked at, drawn with what a walk made of its nodes. */
final class VisitMap {
  static final int MOST_NODES = 500;
  static final int MOST_EDGES = 3_000;
  private static final double LITTLE = 0.8;
  private static final double MUCH = 1.25;

  private final double[][] place;
  private final Chart.Series edges;

  VisitMap(Graph graph) {
    place = StressLayout.of(graph);
    double[] x = new double[3 * graph.edges()];
    double[] y = new double[x.length];
    Arrays.fill(y, Double.NaN); // a gap after each edge
    int at = 0;
    for (int i = 0; i < graph.nodes(); i++) {
      for (int k = graph.start(i); k < graph.start(i + 1); k++) {
        int j = graph.neighbour(k);
        if (i < j) {
          x[at] = place[i][0];
          x[at + 1] = place[j][0];
          y[at] = place[i][1];
          y[at + 1] = place[j][1];
          at += 3;
        }
      }
    }
    edges = Chart.Series.line("edges", x, y).thin();
  }

  static boolean suits(Graph graph) {
    return graph.nodes() <= MOST_NODES && graph.edges() <= MOST_EDGES;
  }

  /**
   * The graph, coloured by visits.
   *
   * @param visits share of a walk's hops at each node over its target [nodes]
   */
  Chart chart(String walk, double[] visits) {
    Plot plot = Plot.of("Where the %s has been".formatted(walk)).x("place, hops").y("place, hops");
    plot.add(edges);
    add(plot, "visits below 0.8", visits, v -> v < LITTLE);
    add(plot, "0.8 to 1.25", visits, v -> v >= LITTLE && v <= MUCH);
    add(plot, "above 1.25", visits, v -> v > MUCH);
    return plot.chart(
        "Each point is a node, near what is few hops away; colours tell visits over what the target"
            + " asks for.");
  }

  private void add(Plot to, String name, double[] visits, DoublePredicate belongs) {
    int[] nodes = IntStream.range(0, visits.length).filter(i -> belongs.test(visits[i])).toArray();
    to.points(
        name,
        Arrays.stream(nodes).mapToDouble(i -> place[i][0]).toArray(),
        Arrays.stream(nodes).mapToDouble(i -> place[i][1]).toArray());
  }
}

package offprint.papers.srrw;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import offprint.harness.Frame;
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
    Frame nodes = Frame.of("x", "y", "visits");
    IntStream.range(0, visits.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> visits[i]))
        .forEach(i -> nodes.row(place[i][0], place[i][1], level(visits[i])));
    return Plot.of("Where the %s has been".formatted(walk))
        .x("place, hops")
        .y("place, hops")
        .add(edges)
        .points(nodes, "x", "y", "visits")
        .chart(
            "Each point is a node, near what is few hops away; colours tell visits over what the"
                + " target asks for.");
  }

  private static String level(double visits) {
    return visits < LITTLE ? "visits below 0.8" : visits <= MUCH ? "0.8 to 1.25" : "above 1.25";
  }
}

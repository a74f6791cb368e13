package offprint.kernels.graph;

import offprint.kernels.linalg.ClassicalScaling;

/**
 * Places of the nodes of a connected graph on a plane, such that straight distances come near hop
 * counts: stress majorisation (Gansner, Koren and North 2004) with weights 1 / hops^2, from
 * classical scaling on. O(n^2) per sweep; for graphs small enough to be looked at.
 */
public final class StressLayout {
  private static final int SWEEPS = 80;
  private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

  private StressLayout() {}

  /**
   * @return x and y by node [n][2], about one unit a hop
   */
  public static double[][] of(Graph graph) {
    int n = graph.nodes();
    HopDistances hops = HopDistances.of(graph, _ -> {});
    double[][] distance = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        distance[i][j] = hops.hops(i, j);
      }
    }
    double[][] place = ClassicalScaling.embed(distance, 2);
    for (int i = 0; i < n; i++) { // twins start at one place: set them apart
      place[i][0] += 0.05 * Math.cos(GOLDEN_ANGLE * i);
      place[i][1] += 0.05 * Math.sin(GOLDEN_ANGLE * i);
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < n; i++) {
        place[i] = nearerToItsDistances(place, distance, i);
      }
    }
    return place;
  }

  private static double[] nearerToItsDistances(double[][] place, double[][] distance, int i) {
    double x = 0;
    double y = 0;
    double weights = 0;
    for (int j = 0; j < place.length; j++) {
      if (j != i) {
        double d = distance[i][j];
        double dx = place[i][0] - place[j][0];
        double dy = place[i][1] - place[j][1];
        double stretch = d / Math.max(1e-9, Math.hypot(dx, dy));
        x += (place[j][0] + stretch * dx) / (d * d);
        y += (place[j][1] + stretch * dy) / (d * d);
        weights += 1 / (d * d);
      }
    }
    return weights > 0 ? new double[] {x / weights, y / weights} : place[i];
  }
}

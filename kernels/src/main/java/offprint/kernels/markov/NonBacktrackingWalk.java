package offprint.kernels.markov;

import java.util.random.RandomGenerator;
import offprint.kernels.graph.Graph;

/**
 * The simple walk that does not go back where it came from unless it must. Its share of time in a
 * node is proportional to the degree.
 */
public final class NonBacktrackingWalk implements Walk {
  private final Graph graph;
  private final double[] count;
  private long hops;
  private int position;
  private int previous = -1;

  public NonBacktrackingWalk(Graph graph, int origin) {
    this.graph = graph;
    this.position = origin;
    this.count = new double[graph.nodes()];
  }

  @Override
  public int hop(RandomGenerator random) {
    int degree = graph.degree(position);
    int start = graph.start(position);
    boolean excludes = previous >= 0 && degree > 1;
    int k = start + random.nextInt(excludes ? degree - 1 : degree);
    if (excludes && graph.neighbour(k) >= previous) {
      k++;
    }
    previous = position;
    position = graph.neighbour(k);
    count[position]++;
    hops++;
    return position;
  }

  @Override
  public double[] visits() {
    double[] x = new double[count.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = count[i] / Math.max(1, hops);
    }
    return x;
  }
}

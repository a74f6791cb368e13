package offprint.kernels.transport;

import java.util.Arrays;

/**
 * The transportation simplex: min sum_ij cost_ij x_ij over x >= 0 with row sums p and column sums
 * q. The optimum found is a vertex, so at most n + m - 1 cells are nonzero. Each pivot costs O(nm).
 *
 * <p>The basis is a spanning tree of the bipartite graph of rows 0..n-1 and columns n..n+m-1.
 */
public final class TransportSimplex {
  private static final double TOLERANCE = 1e-12;

  private final double[][] cost;
  private final int n;
  private final int m;
  private final double[][] flow;
  private final boolean[][] basic;
  private final double[] potential;
  private final int[] parent;
  private final int[] depth;
  private final int[] queue;

  private TransportSimplex(double[][] cost, double[] p, double[] q) {
    this.cost = cost;
    n = p.length;
    m = q.length;
    flow = new double[n][m];
    basic = new boolean[n][m];
    potential = new double[n + m];
    parent = new int[n + m];
    depth = new int[n + m];
    queue = new int[n + m];
    northWestCorner(p, q);
  }

  /**
   * @param cost [n][m], finite
   * @param p row sums [n], not negative
   * @param q column sums [m], not negative, of the same total
   * @return x [n][m]
   * @throws ArithmeticException if 200 (n + m) + 1000 pivots did not reach the optimum
   */
  public static double[][] solve(double[][] cost, double[] p, double[] q) {
    TransportSimplex simplex = new TransportSimplex(cost, p, q);
    int most = 200 * (p.length + q.length) + 1000;
    for (int pivot = 0; pivot < most; pivot++) {
      if (!simplex.improve(pivot > most / 2)) {
        return simplex.flow;
      }
    }
    throw new ArithmeticException(
        "transport problem %d x %d: no optimum after %d pivots"
            .formatted(p.length, q.length, most));
  }

  private void northWestCorner(double[] p, double[] q) {
    double[] left = p.clone();
    double[] open = q.clone();
    int i = 0;
    int j = 0;
    while (true) {
      double mass = Math.max(0, Math.min(left[i], open[j]));
      flow[i][j] = mass;
      basic[i][j] = true;
      left[i] -= mass;
      open[j] -= mass;
      if (i == n - 1 && j == m - 1) {
        return;
      }
      if (j == m - 1 || (i < n - 1 && left[i] <= open[j])) {
        i++;
      } else {
        j++;
      }
    }
  }

  /** One pivot; false at the optimum. {@code first}: take the first improving cell (no cycling). */
  private boolean improve(boolean first) {
    label();
    int enterRow = -1;
    int enterColumn = -1;
    double best = -TOLERANCE;
    search:
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        double reduced = cost[i][j] - potential[i] - potential[n + j];
        if (!basic[i][j] && reduced < best) {
          best = reduced;
          enterRow = i;
          enterColumn = j;
          if (first) {
            break search;
          }
        }
      }
    }
    if (enterRow < 0) {
      return false;
    }
    pivot(enterRow, enterColumn);
    return true;
  }

  /** Potentials and tree links from row 0. */
  private void label() {
    Arrays.fill(depth, -1);
    depth[0] = 0;
    parent[0] = -1;
    potential[0] = 0;
    queue[0] = 0;
    int tail = 1;
    for (int head = 0; head < tail; head++) {
      int node = queue[head];
      boolean isRow = node < n;
      for (int k = isRow ? n : 0; k < (isRow ? n + m : n); k++) {
        int i = isRow ? node : k;
        int j = (isRow ? k : node) - n;
        if (depth[k] < 0 && basic[i][j]) {
          depth[k] = depth[node] + 1;
          parent[k] = node;
          potential[k] = cost[i][j] - potential[node];
          queue[tail++] = k;
        }
      }
    }
  }

  /** Sends mass round the cycle that the entering cell closes. */
  private void pivot(int enterRow, int enterColumn) {
    int[] cycle = cycle(n + enterColumn, enterRow);
    double theta = Double.POSITIVE_INFINITY;
    int leave = -1;
    for (int e = 0; e + 1 < cycle.length; e += 2) {
      double x = at(cycle[e], cycle[e + 1]);
      if (x < theta) {
        theta = x;
        leave = e;
      }
    }
    for (int e = 0; e + 1 < cycle.length; e++) {
      add(cycle[e], cycle[e + 1], e % 2 == 0 ? -theta : theta);
    }
    flow[enterRow][enterColumn] += theta;
    basic[enterRow][enterColumn] = true;
    int a = cycle[leave];
    int b = cycle[leave + 1];
    int i = Math.min(a, b);
    int j = Math.max(a, b) - n;
    basic[i][j] = false;
    flow[i][j] = 0;
  }

  /** Nodes of the tree path between two nodes. */
  private int[] cycle(int from, int to) {
    int[] up = new int[n + m];
    int[] down = new int[n + m];
    int ups = 0;
    int downs = 0;
    int a = from;
    int b = to;
    while (a != b) {
      if (depth[a] >= depth[b]) {
        up[ups++] = a;
        a = parent[a];
      } else {
        down[downs++] = b;
        b = parent[b];
      }
    }
    int[] path = Arrays.copyOf(up, ups + 1 + downs);
    path[ups] = a;
    for (int d = 0; d < downs; d++) {
      path[ups + 1 + d] = down[downs - 1 - d];
    }
    return path;
  }

  private double at(int a, int b) {
    return flow[Math.min(a, b)][Math.max(a, b) - n];
  }

  private void add(int a, int b, double amount) {
    flow[Math.min(a, b)][Math.max(a, b) - n] += amount;
  }
}

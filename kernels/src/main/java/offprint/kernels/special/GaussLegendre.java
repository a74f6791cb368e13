package offprint.kernels.special;

/** Gauss–Legendre quadrature, exact for polynomials of degree 2 n - 1. */
public final class GaussLegendre {
  private final double[] nodes;
  private final double[] weights;

  private GaussLegendre(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  /** {@code n} nodes on each of {@code panels} equal panels of [low, high], ascending. */
  public static GaussLegendre composite(double low, double high, int panels, int n) {
    double[] x = new double[n];
    double[] w = new double[n];
    for (int i = 0; i < n; i++) {
      double z = -StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double derivative = 1;
      for (int step = 0; step < 100; step++) {
        double before = 1;
        double value = z;
        for (int k = 2; k <= n; k++) {
          double next = ((2 * k - 1) * z * value - (k - 1) * before) / k;
          before = value;
          value = next;
        }
        derivative = n * (z * value - before) / (z * z - 1);
        double move = n == 1 ? z : value / derivative;
        z -= move;
        if (Math.abs(move) < 1e-16) {
          break;
        }
      }
      x[i] = z;
      w[i] = n == 1 ? 2 : 2 / ((1 - z * z) * derivative * derivative);
    }
    double[] nodes = new double[panels * n];
    double[] weights = new double[panels * n];
    double half = 0.5 * (high - low) / panels;
    for (int p = 0; p < panels; p++) {
      for (int i = 0; i < n; i++) {
        nodes[p * n + i] = low + half * (2 * p + 1 + x[i]);
        weights[p * n + i] = half * w[i];
      }
    }
    return new GaussLegendre(nodes, weights);
  }

  public int size() {
    return nodes.length;
  }

  public double node(int i) {
    return nodes[i];
  }

  public double weight(int i) {
    return weights[i];
  }
}

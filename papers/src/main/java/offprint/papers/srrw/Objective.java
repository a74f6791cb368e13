package offprint.papers.srrw;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The loss F_i(theta) of what node i holds: the mean cost of linear scores over its rows, and a
 * ridge. Theta is [outputs, width].
 *
 * @param outputs scores a row: 1, or one a class or average
 * @param kappa adds kappa |theta|^2 / 2
 */
record Objective(Rows rows, int outputs, Link link, double kappa) {
  /** Length of theta. */
  int parameters() {
    return outputs * rows.width();
  }

  private void score(double[] theta, int row, double[] m) {
    for (int c = 0; c < outputs; c++) {
      m[c] = rows.dot(theta, c * rows.width(), row);
    }
  }

  /** Sets {@code out} to the gradient of F_node over all its rows [parameters]. */
  void gradient(double[] theta, int node, double[] out) {
    gradient(theta, node, rows.count(node), null, out);
  }

  /**
   * Sets {@code out} to the gradient of F_node [parameters].
   *
   * @param count rows to take
   * @param random draws the rows with repetition; null: they are the node's first
   */
  void gradient(
      double[] theta, int node, int count, @Nullable RandomGenerator random, double[] out) {
    for (int k = 0; k < out.length; k++) {
      out[k] = kappa * theta[k];
    }
    double[] m = new double[outputs];
    double[] slope = new double[outputs];
    for (int b = 0; b < count; b++) {
      int row = rows.first(node) + (random == null ? b : random.nextInt(rows.count(node)));
      score(theta, row, m);
      link.slope(m, rows.label(), row * outputs, slope);
      for (int c = 0; c < outputs; c++) {
        rows.add(slope[c] / count, row, out, c * rows.width());
      }
    }
  }

  double loss(double[] theta, int node) {
    double[] m = new double[outputs];
    double sum = 0;
    for (int row = rows.first(node); row < rows.first(node) + rows.count(node); row++) {
      score(theta, row, m);
      sum += link.loss(m, rows.label(), row * outputs);
    }
    double square = 0;
    for (double t : theta) {
      square += t * t;
    }
    return sum / rows.count(node) + kappa / 2 * square;
  }

  /** Adds weight times the Hessian of F_node [parameters * parameters]. */
  void addHessian(double[] theta, int node, double weight, double[] hessian) {
    int d = rows.width();
    int size = parameters();
    double[] m = new double[outputs];
    double[] curvature = new double[outputs * outputs];
    for (int row = rows.first(node); row < rows.first(node) + rows.count(node); row++) {
      score(theta, row, m);
      link.curvature(m, rows.label(), row * outputs, curvature);
      for (int ab = 0; ab < curvature.length; ab++) {
        double factor = weight * curvature[ab] / rows.count(node);
        for (int i = 0; factor != 0 && i < d; i++) {
          int at = (ab / outputs * d + i) * size + ab % outputs * d;
          rows.add(factor * rows.input()[row * d + i], row, hessian, at);
        }
      }
    }
    for (int i = 0; i < size; i++) {
      hessian[i * size + i] += weight * kappa;
    }
  }
}

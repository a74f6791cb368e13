package offprint.papers.srrw;

import java.util.random.RandomGenerator;

/**
 * A loss of linear scores of the inputs, theta is [outputs, width], with a ridge.
 *
 * @param outputs scores a row: 1, or one a class
 * @param kappa adds kappa |theta|^2 / 2
 */
record LinearObjective(Rows rows, int outputs, Link link, double kappa) implements Objective {
  @Override
  public int parameters() {
    return outputs * rows.width();
  }

  private void score(double[] theta, int row, double[] m) {
    for (int c = 0; c < outputs; c++) {
      m[c] = rows.dot(theta, c * rows.width(), row);
    }
  }

  @Override
  public void gradient(double[] theta, int node, int batch, RandomGenerator random, double[] out) {
    for (int k = 0; k < out.length; k++) {
      out[k] = kappa * theta[k];
    }
    double[] m = new double[outputs];
    double[] slope = new double[outputs];
    int held = rows.count(node);
    int count = batch == 0 ? held : batch;
    for (int b = 0; b < count; b++) {
      int row = rows.first(node) + (batch == 0 ? b : random.nextInt(held));
      score(theta, row, m);
      link.slope(m, rows.label()[row], slope);
      for (int c = 0; c < outputs; c++) {
        rows.add(slope[c] / count, row, out, c * rows.width());
      }
    }
  }

  @Override
  public double loss(double[] theta, int node) {
    double[] m = new double[outputs];
    double sum = 0;
    for (int row = rows.first(node); row < rows.first(node) + rows.count(node); row++) {
      score(theta, row, m);
      sum += link.loss(m, rows.label()[row]);
    }
    double square = 0;
    for (double t : theta) {
      square += t * t;
    }
    return sum / rows.count(node) + kappa / 2 * square;
  }

  @Override
  public void addHessian(double[] theta, int node, double weight, double[] hessian) {
    int d = rows.width();
    int size = parameters();
    double[] m = new double[outputs];
    double[] curvature = new double[outputs * outputs];
    for (int row = rows.first(node); row < rows.first(node) + rows.count(node); row++) {
      score(theta, row, m);
      link.curvature(m, rows.label()[row], curvature);
      for (int ab = 0; ab < curvature.length; ab++) {
        double factor = weight * curvature[ab] / rows.count(node);
        for (int i = 0; i < d; i++) {
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

package offprint.papers.srrw;

import java.util.random.RandomGenerator;

/** |theta - z|^2 / 2: the minimum is the average of the rows. */
record MeanObjective(Rows rows) implements Objective {
  @Override
  public int parameters() {
    return rows.width();
  }

  @Override
  public void gradient(double[] theta, int node, int batch, RandomGenerator random, double[] out) {
    System.arraycopy(theta, 0, out, 0, out.length);
    int held = rows.count(node);
    int count = batch == 0 ? held : batch;
    for (int b = 0; b < count; b++) {
      int row = rows.first(node) + (batch == 0 ? b : random.nextInt(held));
      rows.add(-1.0 / count, row, out, 0);
    }
  }

  @Override
  public double loss(double[] theta, int node) {
    double sum = 0;
    for (int row = rows.first(node); row < rows.first(node) + rows.count(node); row++) {
      for (int k = 0; k < theta.length; k++) {
        double gap = theta[k] - rows.input()[row * rows.width() + k];
        sum += gap * gap / 2;
      }
    }
    return sum / rows.count(node);
  }

  @Override
  public void addHessian(double[] theta, int node, double weight, double[] hessian) {
    for (int i = 0; i < rows.width(); i++) {
      hessian[i * rows.width() + i] += weight;
    }
  }
}

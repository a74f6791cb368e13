package offprint.papers.srrw;

import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;

/** Cross-entropy of the softmax of one linear score a class; theta is [classes, width]. */
final class SoftmaxObjective implements Objective {
  private final Rows rows;
  private final int classes;
  private final double kappa;

  SoftmaxObjective(Rows rows, int classes, double kappa) {
    this.rows = rows;
    this.classes = classes;
    this.kappa = kappa;
  }

  @Override
  public int parameters() {
    return classes * rows.width;
  }

  /** Sets p to the class probabilities of a row and returns the log of their normaliser. */
  private double probabilities(double[] theta, int row, double[] p) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      p[c] = rows.dot(theta, c * rows.width, row);
      largest = Math.max(largest, p[c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      p[c] = Math.exp(p[c] - largest);
      sum += p[c];
    }
    for (int c = 0; c < classes; c++) {
      p[c] /= sum;
    }
    return largest + Math.log(sum);
  }

  @Override
  public void gradient(double[] theta, int node, int batch, RandomGenerator random, double[] out) {
    for (int k = 0; k < out.length; k++) {
      out[k] = kappa * theta[k];
    }
    double[] p = new double[classes];
    int held = rows.count(node);
    int count = batch == 0 ? held : batch;
    for (int b = 0; b < count; b++) {
      int row = rows.first(node) + (batch == 0 ? b : random.nextInt(held));
      probabilities(theta, row, p);
      for (int c = 0; c < classes; c++) {
        double slope = p[c] - (rows.label[row] == c ? 1 : 0);
        rows.add(slope / count, row, out, c * rows.width);
      }
    }
  }

  @Override
  public double loss(double[] theta, int node) {
    double[] p = new double[classes];
    double sum = 0;
    for (int row = rows.first(node); row < rows.first(node) + rows.count(node); row++) {
      double normaliser = probabilities(theta, row, p);
      sum += normaliser - rows.dot(theta, ((int) rows.label[row]) * rows.width, row);
    }
    double square = 0;
    for (double t : theta) {
      square += t * t;
    }
    return sum / rows.count(node) + kappa / 2 * square;
  }

  @Override
  public void addHessian(double[] theta, int node, double weight, DMatrixRMaj hessian) {
    int d = rows.width;
    int size = parameters();
    double[] p = new double[classes];
    for (int row = rows.first(node); row < rows.first(node) + rows.count(node); row++) {
      probabilities(theta, row, p);
      int x = row * d;
      for (int a = 0; a < classes; a++) {
        for (int b = 0; b < classes; b++) {
          double curvature = weight * p[a] * ((a == b ? 1 : 0) - p[b]) / rows.count(node);
          for (int i = 0; i < d; i++) {
            double scaled = curvature * rows.input[x + i];
            int at = (a * d + i) * size + b * d;
            for (int j = 0; j < d; j++) {
              hessian.data[at + j] += scaled * rows.input[x + j];
            }
          }
        }
      }
    }
    for (int i = 0; i < size; i++) {
      hessian.data[i * size + i] += weight * kappa;
    }
  }
}

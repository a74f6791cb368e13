package offprint.papers.srrw;

import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;

/** A loss of the number m = theta x and the label y: logistic, squares, quantile. */
final class LinearObjective implements Objective {
  /** The loss of one row and its derivatives by m. */
  interface Link {
    double loss(double m, double y);

    double slope(double m, double y);

    double curvature(double m, double y);
  }

  private final Rows rows;
  private final Link link;
  private final double kappa;

  LinearObjective(Rows rows, Link link, double kappa) {
    this.rows = rows;
    this.link = link;
    this.kappa = kappa;
  }

  @Override
  public int parameters() {
    return rows.width;
  }

  @Override
  public void gradient(double[] theta, int node, int batch, RandomGenerator random, double[] out) {
    for (int k = 0; k < out.length; k++) {
      out[k] = kappa * theta[k];
    }
    int held = rows.count(node);
    int count = batch == 0 ? held : batch;
    for (int b = 0; b < count; b++) {
      int row = rows.first(node) + (batch == 0 ? b : random.nextInt(held));
      double m = rows.dot(theta, 0, row);
      rows.add(link.slope(m, rows.label[row]) / count, row, out, 0);
    }
  }

  @Override
  public double loss(double[] theta, int node) {
    double sum = 0;
    for (int row = rows.first(node); row < rows.first(node) + rows.count(node); row++) {
      sum += link.loss(rows.dot(theta, 0, row), rows.label[row]);
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
    for (int row = rows.first(node); row < rows.first(node) + rows.count(node); row++) {
      double curvature =
          weight * link.curvature(rows.dot(theta, 0, row), rows.label[row]) / rows.count(node);
      int x = row * d;
      for (int i = 0; i < d; i++) {
        double scaled = curvature * rows.input[x + i];
        for (int j = 0; j < d; j++) {
          hessian.data[i * d + j] += scaled * rows.input[x + j];
        }
      }
    }
    for (int i = 0; i < d; i++) {
      hessian.data[i * d + i] += weight * kappa;
    }
  }

  static final Link LOGISTIC =
      new Link() {
        @Override
        public double loss(double m, double y) {
          return Math.max(m, 0) + Math.log1p(Math.exp(-Math.abs(m))) - y * m;
        }

        @Override
        public double slope(double m, double y) {
          return 1 / (1 + Math.exp(-m)) - y;
        }

        @Override
        public double curvature(double m, double y) {
          double p = 1 / (1 + Math.exp(-m));
          return p * (1 - p);
        }
      };

  static final Link SQUARES =
      new Link() {
        @Override
        public double loss(double m, double y) {
          return (m - y) * (m - y) / 2;
        }

        @Override
        public double slope(double m, double y) {
          return m - y;
        }

        @Override
        public double curvature(double m, double y) {
          return 1;
        }
      };

  /**
   * The pinball loss, its corner rounded by a logistic curve of width {@code width}; 0 leaves the
   * corner.
   */
  record Pinball(double tau, double width) implements Link {
    @Override
    public double loss(double m, double y) {
      double rest = y - m;
      double corner = Math.max(tau * rest, (tau - 1) * rest);
      return width == 0 ? corner : corner + width * Math.log1p(Math.exp(-Math.abs(rest) / width));
    }

    @Override
    public double slope(double m, double y) {
      return (width == 0 ? (m > y ? 1 : 0) : 1 / (1 + Math.exp((y - m) / width))) - tau;
    }

    @Override
    public double curvature(double m, double y) {
      if (width == 0) {
        return 0;
      }
      double p = 1 / (1 + Math.exp((y - m) / width));
      return p * (1 - p) / width;
    }
  }
}

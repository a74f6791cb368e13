package offprint.papers.srrw;

import java.util.function.DoubleBinaryOperator;

/**
 * The loss of a row at scores m [outputs], with derivatives by the scores. The labels of the row
 * are y[at], y[at + 1] … [outputs].
 */
interface Link {
  double loss(double[] m, double[] y, int at);

  /** Sets {@code out} to the derivatives [outputs]. */
  void slope(double[] m, double[] y, int at, double[] out);

  /** Sets {@code out} to the second derivatives [outputs * outputs]. */
  void curvature(double[] m, double[] y, int at, double[] out);

  /** log(1 + e^m) - y m. */
  Link LOGISTIC =
      new Separate(
          (m, y) -> Math.max(m, 0) + Math.log1p(Math.exp(-Math.abs(m))) - y * m,
          (m, y) -> sigmoid(m) - y,
          (m, _) -> sigmoid(m) * (1 - sigmoid(m)));

  /** (m - y)^2 / 2. */
  Link SQUARES = new Separate((m, y) -> (m - y) * (m - y) / 2, (m, y) -> m - y, (_, _) -> 1);

  /**
   * The pinball loss, its corner rounded by a logistic curve of width {@code width}; 0 leaves the
   * corner.
   */
  static Link pinball(double tau, double width) {
    DoubleBinaryOperator corner = (m, y) -> Math.max(tau * (y - m), (tau - 1) * (y - m));
    return width == 0
        ? new Separate(corner, (m, y) -> (m > y ? 1 : 0) - tau, (_, _) -> 0)
        : new Separate(
            (m, y) ->
                corner.applyAsDouble(m, y) + width * Math.log1p(Math.exp(-Math.abs(y - m) / width)),
            (m, y) -> sigmoid((m - y) / width) - tau,
            (m, y) -> sigmoid((m - y) / width) * (1 - sigmoid((m - y) / width)) / width);
  }

  /** Cross-entropy of the softmax of one score a class; the label is 1 for its class, else 0. */
  Link SOFTMAX =
      new Link() {
        @Override
        public double loss(double[] m, double[] y, int at) {
          double loss = softmax(m, new double[m.length]);
          for (int c = 0; c < m.length; c++) {
            loss -= y[at + c] * m[c];
          }
          return loss;
        }

        @Override
        public void slope(double[] m, double[] y, int at, double[] out) {
          softmax(m, out);
          for (int c = 0; c < m.length; c++) {
            out[c] -= y[at + c];
          }
        }

        @Override
        public void curvature(double[] m, double[] y, int at, double[] out) {
          double[] p = new double[m.length];
          softmax(m, p);
          for (int ab = 0; ab < out.length; ab++) {
            int a = ab / p.length;
            int b = ab % p.length;
            out[ab] = p[a] * ((a == b ? 1 : 0) - p[b]);
          }
        }
      };

  static double sigmoid(double m) {
    return 1 / (1 + Math.exp(-m));
  }

  /** Sets p to the class probabilities and returns the log of their normaliser. */
  static double softmax(double[] m, double[] p) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double score : m) {
      largest = Math.max(largest, score);
    }
    double sum = 0;
    for (int c = 0; c < m.length; c++) {
      p[c] = Math.exp(m[c] - largest);
      sum += p[c];
    }
    for (int c = 0; c < m.length; c++) {
      p[c] /= sum;
    }
    return largest + Math.log(sum);
  }

  /** The sum of a loss of each score m and its label y, with its derivatives by m. */
  record Separate(
      DoubleBinaryOperator value, DoubleBinaryOperator first, DoubleBinaryOperator second)
      implements Link {
    @Override
    public double loss(double[] m, double[] y, int at) {
      double sum = 0;
      for (int c = 0; c < m.length; c++) {
        sum += value.applyAsDouble(m[c], y[at + c]);
      }
      return sum;
    }

    @Override
    public void slope(double[] m, double[] y, int at, double[] out) {
      for (int c = 0; c < m.length; c++) {
        out[c] = first.applyAsDouble(m[c], y[at + c]);
      }
    }

    @Override
    public void curvature(double[] m, double[] y, int at, double[] out) {
      for (int c = 0; c < m.length; c++) {
        out[c * m.length + c] = second.applyAsDouble(m[c], y[at + c]);
      }
    }
  }
}

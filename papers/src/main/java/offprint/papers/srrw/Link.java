package offprint.papers.srrw;

import java.util.function.DoubleBinaryOperator;

/**
 * What a row with label y costs at scores m [outputs], with derivatives by the scores. Labels of
 * classes are their numbers.
 */
interface Link {
  double loss(double[] m, double y);

  /** Sets {@code out} to the derivatives [outputs]. */
  void slope(double[] m, double y, double[] out);

  /** Sets {@code out} to the second derivatives [outputs * outputs]. */
  void curvature(double[] m, double y, double[] out);

  /** log(1 + e^m) - y m. */
  Link LOGISTIC =
      new OneScore(
          (m, y) -> Math.max(m, 0) + Math.log1p(Math.exp(-Math.abs(m))) - y * m,
          (m, y) -> sigmoid(m) - y,
          (m, _) -> sigmoid(m) * (1 - sigmoid(m)));

  /** (m - y)^2 / 2. */
  Link SQUARES = new OneScore((m, y) -> (m - y) * (m - y) / 2, (m, y) -> m - y, (_, _) -> 1);

  /**
   * The pinball loss, its corner rounded by a logistic curve of width {@code width}; 0 leaves the
   * corner.
   */
  static Link pinball(double tau, double width) {
    DoubleBinaryOperator corner = (m, y) -> Math.max(tau * (y - m), (tau - 1) * (y - m));
    return width == 0
        ? new OneScore(corner, (m, y) -> (m > y ? 1 : 0) - tau, (_, _) -> 0)
        : new OneScore(
            (m, y) ->
                corner.applyAsDouble(m, y) + width * Math.log1p(Math.exp(-Math.abs(y - m) / width)),
            (m, y) -> sigmoid((m - y) / width) - tau,
            (m, y) -> sigmoid((m - y) / width) * (1 - sigmoid((m - y) / width)) / width);
  }

  /** Cross-entropy of the softmax of one score a class. */
  Link SOFTMAX =
      new Link() {
        @Override
        public double loss(double[] m, double y) {
          return softmax(m, new double[m.length]) - m[(int) y];
        }

        @Override
        public void slope(double[] m, double y, double[] out) {
          softmax(m, out);
          out[(int) y] -= 1;
        }

        @Override
        public void curvature(double[] m, double y, double[] out) {
          double[] p = new double[m.length];
          softmax(m, p);
          for (int a = 0; a < p.length; a++) {
            for (int b = 0; b < p.length; b++) {
              out[a * p.length + b] = p[a] * ((a == b ? 1 : 0) - p[b]);
            }
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

  /** A loss of the one score m and the label y, with its derivatives by m. */
  record OneScore(
      DoubleBinaryOperator value, DoubleBinaryOperator first, DoubleBinaryOperator second)
      implements Link {
    @Override
    public double loss(double[] m, double y) {
      return value.applyAsDouble(m[0], y);
    }

    @Override
    public void slope(double[] m, double y, double[] out) {
      out[0] = first.applyAsDouble(m[0], y);
    }

    @Override
    public void curvature(double[] m, double y, double[] out) {
      out[0] = second.applyAsDouble(m[0], y);
    }
  }
}

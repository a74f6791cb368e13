package offprint.papers.mcmcbridge;

import java.util.List;
import java.util.Map;
import offprint.kernels.expression.Expression;
import offprint.kernels.expression.Formula;

/** The density of the course's scripts: four equally likely normal laws in the plane. */
final class FourModes {
  static final double[][] MEANS = {{0, 0}, {5, 5}, {-5, 5}, {5, -5}};

  /** Variances and covariance of each mode: xx, xy, yy. */
  static final double[][] COVARIANCES = {{.5, 0, .5}, {.8, .3, .8}, {.6, -.2, .6}, {1, .5, 1}};

  static final String FORMULA =
      "logsumexp(-x^2 - y^2 - log(0.25)/2,"
          + " -(0.8*(x-5)^2 - 0.6*(x-5)*(y-5) + 0.8*(y-5)^2)/1.1 - log(0.55)/2,"
          + " -(0.6*(x+5)^2 + 0.4*(x+5)*(y-5) + 0.6*(y-5)^2)/0.64 - log(0.32)/2,"
          + " -((x-5)^2 - (x-5)*(y+5) + (y+5)^2)/1.5 - log(0.75)/2) - log(8*pi)";

  private FourModes() {}

  static Formula density() {
    return Expression.parse(FORMULA).bind(List.of("x", "y"), Map.of());
  }

  /** The mode whose mean is nearest. */
  static int mode(double x, double y) {
    int nearest = 0;
    for (int k = 1; k < MEANS.length; k++) {
      double here = Math.hypot(x - MEANS[k][0], y - MEANS[k][1]);
      nearest = here < Math.hypot(x - MEANS[nearest][0], y - MEANS[nearest][1]) ? k : nearest;
    }
    return nearest;
  }

  /**
   * The score of the modes, each blurred, at one point.
   *
   * @param at where the point's two coordinates begin
   * @param blur variance added to every mode
   * @param weights of the modes
   * @param score receives the gradient at the same place
   */
  static void score(double[] points, int at, double blur, double[] weights, double[] score) {
    double sum = 0;
    double gx = 0;
    double gy = 0;
    for (int k = 0; k < MEANS.length; k++) {
      double a = COVARIANCES[k][0] + blur;
      double b = COVARIANCES[k][1];
      double c = COVARIANCES[k][2] + blur;
      double det = a * c - b * b;
      double u = points[at] - MEANS[k][0];
      double v = points[at + 1] - MEANS[k][1];
      double du = -(c * u - b * v) / det;
      double dv = -(a * v - b * u) / det;
      double p = weights[k] * Math.exp((du * u + dv * v) / 2) / Math.sqrt(det);
      sum += p;
      gx += p * du;
      gy += p * dv;
    }
    score[at] = sum > 0 ? gx / sum : -points[at] / blur;
    score[at + 1] = sum > 0 ? gy / sum : -points[at + 1] / blur;
  }
}

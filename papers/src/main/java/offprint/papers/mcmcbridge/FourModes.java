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
}

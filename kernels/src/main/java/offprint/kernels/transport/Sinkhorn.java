package offprint.kernels.transport;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The debiased Sinkhorn divergence of two clouds of points with equal weights (Feydy et al. 2019),
 *
 * <pre>S(x, y) = OT_ε(x, y) − ½ OT_ε(x, x) − ½ OT_ε(y, y),   ε = blur²,   cost |x − y|²/2,</pre>
 *
 * by annealing: ε falls from diameter² to blur² by the factor scaling² a step, and every potential
 * is averaged with its update. The gradient is that of the last update, its potentials held fixed.
 *
 * @param blur √ε of the last step, in the units of the points
 * @param scaling in (0, 1): the factor of √ε between steps
 */
public record Sinkhorn(double blur, double scaling) {
  /** As usual for learning: scaling 0.5. */
  public Sinkhorn(double blur) {
    this(blur, 0.5);
  }

  public Sinkhorn {
    if (!(blur > 0)) {
      throw new IllegalArgumentException("blur must be positive: got " + blur);
    }
    if (!(scaling > 0 && scaling < 1)) {
      throw new IllegalArgumentException("scaling must lie in (0, 1): got " + scaling);
    }
  }

  /**
   * Points end to end.
   *
   * @param points [count, dim], row-major
   */
  public record Cloud(double[] points, int dim) {
    public Cloud {
      if (dim < 1 || points.length == 0 || points.length % dim != 0) {
        throw new IllegalArgumentException(
            "a cloud must have whole points of %d numbers: got %d numbers"
                .formatted(dim, points.length));
      }
    }

    public int count() {
      return points.length / dim;
    }
  }

  /**
   * A divergence and its gradient.
   *
   * @param gradient [n, dim], by the points of the first cloud
   */
  public record Result(double value, double[] gradient) {}

  /** The values of ε, greatest first: diameter² twice, then by scaling² down to blur². */
  public double[] schedule(double diameter) {
    double first = 2 * Math.log(diameter);
    double last = 2 * Math.log(blur);
    double step = 2 * Math.log(scaling);
    int between = Math.max(0, (int) Math.ceil((last - first) / step));
    double[] epsilons = new double[between + 2];
    epsilons[0] = diameter * diameter;
    for (int k = 0; k < between; k++) {
      epsilons[k + 1] = Math.exp(first + k * step);
    }
    epsilons[between + 1] = blur * blur;
    return epsilons;
  }

  /** The diagonal of the smallest box that holds both clouds; 1 where all points are one. */
  public static double diameter(Cloud x, Cloud y) {
    double square = 0;
    for (int k = 0; k < x.dim; k++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (Cloud cloud : new Cloud[] {x, y}) {
        for (int i = k; i < cloud.points.length; i += cloud.dim) {
          low = Math.min(low, cloud.points[i]);
          high = Math.max(high, cloud.points[i]);
        }
      }
      square += (high - low) * (high - low);
    }
    return square > 0 ? Math.sqrt(square) : 1;
  }

  /** The divergence with the diameter of the two clouds. */
  public double value(Cloud x, Cloud y) {
    return of(x, y, diameter(x, y)).value;
  }

  /**
   * The divergence and its gradient. O(n m) memory; rows are worked on in parallel, and the result
   * does not depend on the number of threads.
   *
   * @param diameter √ε of the first step, in the units of the points
   * @throws IllegalArgumentException if dimensions differ
   * @throws ArithmeticException if the divergence is not finite
   */
  public Result of(Cloud x, Cloud y, double diameter) {
    if (x.dim != y.dim) {
      throw new IllegalArgumentException(
          "both clouds must have one dimension: got %d and %d".formatted(x.dim, y.dim));
    }
    Cost xy = Cost.of(x, y);
    Cost yx = xy.transposed();
    Cost xx = Cost.of(x, x);
    Cost yy = Cost.of(y, y);
    double[] epsilons = schedule(diameter);
    double[] f = xy.softmin(epsilons[0], new double[y.count()]);
    double[] g = yx.softmin(epsilons[0], new double[x.count()]);
    double[] p = xx.softmin(epsilons[0], new double[x.count()]);
    double[] r = yy.softmin(epsilons[0], new double[y.count()]);
    for (double epsilon : epsilons) {
      double[] nextF = mean(f, xy.softmin(epsilon, g));
      g = mean(g, yx.softmin(epsilon, f));
      p = mean(p, xx.softmin(epsilon, p));
      r = mean(r, yy.softmin(epsilon, r));
      f = nextF;
    }
    double epsilon = epsilons[epsilons.length - 1];
    double value =
        average(xy.softmin(epsilon, g))
            - average(xx.softmin(epsilon, p))
            + average(yx.softmin(epsilon, f))
            - average(yy.softmin(epsilon, r));
    if (!Double.isFinite(value)) {
      throw new ArithmeticException("the Sinkhorn divergence is " + value);
    }
    double[] gradient = xx.barycentres(epsilon, p, x);
    double[] others = xy.barycentres(epsilon, g, y);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (gradient[i] - others[i]) / x.count();
    }
    return new Result(value, gradient);
  }

  private static double[] mean(double[] a, double[] b) {
    for (int i = 0; i < b.length; i++) {
      b[i] = (a[i] + b[i]) / 2;
    }
    return b;
  }

  private static double average(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /** |x_i − y_j|²/2, [rows][columns]. */
  private record Cost(double[][] cells) {
    static Cost of(Cloud x, Cloud y) {
      double[][] cells = new double[x.count()][y.count()];
      IntStream.range(0, cells.length)
          .parallel()
          .forEach(
              i -> {
                for (int j = 0; j < cells[i].length; j++) {
                  double sum = 0;
                  for (int k = 0; k < x.dim; k++) {
                    double d = x.points[i * x.dim + k] - y.points[j * x.dim + k];
                    sum += d * d;
                  }
                  cells[i][j] = sum / 2;
                }
              });
      return new Cost(cells);
    }

    Cost transposed() {
      double[][] turned = new double[cells[0].length][cells.length];
      for (int i = 0; i < cells.length; i++) {
        for (int j = 0; j < turned.length; j++) {
          turned[j][i] = cells[i][j];
        }
      }
      return new Cost(turned);
    }

    /** −ε log mean_j exp((h_j − C_ij)/ε), of each row i. */
    double[] softmin(double epsilon, double[] h) {
      double[] result = new double[cells.length];
      IntStream.range(0, cells.length)
          .parallel()
          .forEach(
              i -> {
                double[] weights = new double[h.length];
                double greatest = scores(i, h, weights);
                result[i] =
                    -greatest
                        - epsilon * Math.log(exponentiate(weights, greatest, epsilon) / h.length);
              });
      return result;
    }

    /** Σ_j w_ij y_j with w_ij ∝ exp((h_j − C_ij)/ε): where each row's mass goes, [rows, dim]. */
    double[] barycentres(double epsilon, double[] h, Cloud y) {
      double[] result = new double[cells.length * y.dim];
      IntStream.range(0, cells.length)
          .parallel()
          .forEach(
              i -> {
                double[] weights = new double[h.length];
                double sum = exponentiate(weights, scores(i, h, weights), epsilon);
                for (int j = 0; j < h.length; j++) {
                  double w = weights[j] / sum;
                  for (int k = 0; w > 0 && k < y.dim; k++) {
                    result[i * y.dim + k] += w * y.points[j * y.dim + k];
                  }
                }
              });
      return result;
    }

    private double scores(int i, double[] h, double[] scores) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < h.length; j++) {
        scores[j] = h[j] - cells[i][j];
        greatest = Math.max(greatest, scores[j]);
      }
      return greatest;
    }

    private static double exponentiate(double[] scores, double greatest, double epsilon) {
      double sum = 0;
      for (int j = 0; j < scores.length; j++) {
        scores[j] = Math.exp((scores[j] - greatest) / epsilon);
        sum += scores[j];
      }
      return sum;
    }
  }
}

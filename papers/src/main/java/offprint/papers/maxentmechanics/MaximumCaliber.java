package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.StringJoiner;
import offprint.kernels.convex.Cholesky;
import offprint.kernels.convex.DampedNewton;
import offprint.kernels.convex.HullGauge;
import offprint.kernels.convex.Optimum;

/**
 * The stationary chain of least relative entropy per step to a reference chain that has given mean
 * fluxes: P_xy = M_xy r_y / (rho r_x) with M = P0 exp(-lambda.J) and (rho, r) its Perron pair. The
 * multipliers minimise ln rho + lambda.m; -ln rho is the process free energy per step.
 *
 * @param lambda [k]
 * @param kept the fluxes, in order, whose means the others leave free
 */
record MaximumCaliber(TiltedChain chain, double[] lambda, int[] kept, Optimum optimum) {
  private static final double CLEARLY_INSIDE = 1e-9;

  /**
   * @param onStep told each step; may throw to stop
   * @throws IllegalArgumentException if no stationary chain with the reference's moves has these
   *     means, naming the flux and its range
   * @throws ArithmeticException if not solved as exactly as {@code newton} asks
   */
  static MaximumCaliber solve(FluxProblem problem, Newton newton, Runnable onStep) {
    int k = problem.size();
    double[][][] fluxes = problem.fluxes();
    double[] targets = problem.targets();
    TiltedChain start = TiltedChain.of(problem.reference(), fluxes, new double[k]);
    int[] kept = start.independent();
    double[][][] free = new double[kept.length][][];
    double[] scale = new double[kept.length];
    for (int a = 0; a < kept.length; a++) {
      scale[a] = Math.sqrt(start.covariance()[kept[a]][kept[a]]);
      free[a] = scaled(fluxes[kept[a]], targets[kept[a]], scale[a]);
    }
    Optimum optimum =
        DampedNewton.minimise(
            new LogGrowth(problem.reference(), free),
            new double[kept.length],
            newton.tol(),
            newton.maxIter(),
            logOfLeast(start) - 1e-9,
            _ -> onStep.run());
    double[] lambda = new double[k];
    for (int a = 0; a < kept.length; a++) {
      lambda[kept[a]] = optimum.point()[a] / scale[a];
    }
    boolean unbounded = optimum.end() == Optimum.End.UNBOUNDED;
    TiltedChain chain = unbounded ? start : TiltedChain.of(problem.reference(), fluxes, lambda);
    boolean doubtful =
        optimum.end() != Optimum.End.CONVERGED || chain.leastRatio(start) < CLEARLY_INSIDE;
    if (unbounded || (doubtful && gauge(start, fluxes, targets, kept, onStep) >= 1 - 1e-9)) {
      throw outside(start, problem, kept, onStep);
    }
    for (int c = 0; c < k; c++) {
      double allowed = Math.max(1e-6, 100 * newton.tol()) * Math.max(1, Math.abs(targets[c]));
      if (Arrays.binarySearch(kept, c) < 0 && Math.abs(chain.mean()[c] - targets[c]) > allowed) {
        throw new IllegalArgumentException(
            "inconsistent targets: the mean of flux '%s' is %.10g whatever the other fluxes are: got target %.10g"
                .formatted(problem.names().get(c), chain.mean()[c], targets[c]));
      }
    }
    MaximumCaliber model = new MaximumCaliber(chain, lambda, kept, optimum);
    newton.requireSolved(k + " fluxes", model.isConverged(), optimum.residual());
    return model;
  }

  private static double[][] scaled(double[][] flux, double target, double unit) {
    int n = flux.length;
    double[][] scaled = new double[n][n];
    for (int x = 0; x < n; x++) {
      for (int y = 0; y < n; y++) {
        scaled[x][y] = (flux[x][y] - target) / unit;
      }
    }
    return scaled;
  }

  /** No relative entropy rate to the reference is above -ln of its least transition. */
  private static double logOfLeast(TiltedChain start) {
    double least = 1;
    for (double[] row : start.transition()) {
      for (double p : row) {
        least = p > 0 ? Math.min(least, p) : least;
      }
    }
    return StrictMath.log(least);
  }

  /** Gauge of the targets among the mean fluxes of all stationary chains with the same moves. */
  private static double gauge(
      TiltedChain start, double[][][] fluxes, double[] targets, int[] kept, Runnable onStep) {
    int n = start.stationary().length;
    int rows = kept.length + n - 1;
    int edges = 0;
    for (double[] row : start.transition()) {
      for (double p : row) {
        edges += p > 0 ? 1 : 0;
      }
    }
    double[] points = new double[edges * rows];
    double[] d = new double[rows];
    for (int a = 0; a < kept.length; a++) {
      d[a] = targets[kept[a]] - start.mean()[kept[a]];
    }
    int edge = 0;
    for (int x = 0; x < n; x++) {
      for (int y = 0; y < n; y++) {
        if (start.transition()[x][y] > 0) {
          int at = edge++ * rows;
          for (int a = 0; a < kept.length; a++) {
            points[at + a] = fluxes[kept[a]][x][y] - start.mean()[kept[a]];
          }
          if (x < n - 1) {
            points[at + kept.length + x] += 1;
          }
          if (y < n - 1) {
            points[at + kept.length + y] -= 1;
          }
        }
      }
    }
    return HullGauge.of(points, d, onStep).value();
  }

  private static IllegalArgumentException outside(
      TiltedChain start, FluxProblem problem, int[] kept, Runnable onStep) {
    StringJoiner ranges = new StringJoiner(", ");
    for (int c : kept) {
      double[] end = new double[2];
      for (int side = 0; side < 2; side++) {
        double[] goal = start.mean().clone();
        goal[c] += side == 0 ? -1 : 1;
        double gauge = gauge(start, problem.fluxes(), goal, new int[] {c}, onStep);
        end[side] = start.mean()[c] + (side == 0 ? -1 : 1) / gauge;
      }
      double target = problem.targets()[c];
      String range =
          "'%s' in (%.6g, %.6g): got %.6g"
              .formatted(problem.names().get(c), end[0], end[1], target);
      if (!(target > end[0] && target < end[1])) {
        return new IllegalArgumentException(
            "targets must lie inside what stationary chains with these moves can reach: " + range);
      }
      ranges.add(range);
    }
    return new IllegalArgumentException(
        "targets cannot be met together by a stationary chain, though each alone can: " + ranges);
  }

  boolean isConverged() {
    return optimum.end() == Optimum.End.CONVERGED;
  }

  /** False for a flux whose mean the others fix, or that cannot move. */
  boolean isKept(int flux) {
    return Arrays.binarySearch(kept, flux) >= 0;
  }

  /**
   * Standard errors of the multipliers when the targets are means along {@code steps} steps of the
   * chain: the root of the diagonal of the inverse asymptotic covariance / steps; NaN unless kept.
   */
  double[] standardErrors(double steps) {
    int k = kept.length;
    double[] matrix = new double[k * k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        matrix[a * k + b] = chain.covariance()[kept[a]][kept[b]];
      }
    }
    double[] errors = new double[lambda.length];
    Arrays.fill(errors, Double.NaN);
    double[] variance = Cholesky.damped(matrix, k).inverseDiagonal();
    for (int a = 0; a < k; a++) {
      errors[kept[a]] = Math.sqrt(variance[a] / steps);
    }
    return errors;
  }
}

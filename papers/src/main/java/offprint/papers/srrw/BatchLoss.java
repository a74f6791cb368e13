package offprint.papers.srrw;

import java.util.Arrays;
import offprint.kernels.convex.Cholesky;
import offprint.kernels.convex.DampedNewton;
import offprint.kernels.convex.Optimum;
import offprint.kernels.convex.SmoothConvex;

/**
 * The loss over all nodes, sum_i target_i F_i: its minimum is what a token that hops for ever comes
 * to, but needs all data in one place.
 *
 * @param onStep told at each step; may throw to stop
 */
record BatchLoss(Objective objective, double[] target, Runnable onStep) implements SmoothConvex {
  /** More parameters than this take minutes. */
  static final int MOST_PARAMETERS = 600;

  private static final int MOST_STEPS = 200;
  private static final double TOLERANCE = 1e-14;
  private static final double SINGULAR = 1e-13;

  @Override
  public int dimension() {
    return objective.parameters();
  }

  double value(double[] theta) {
    double sum = 0;
    for (int i = 0; i < target.length; i++) {
      sum += target[i] * objective.loss(theta, i);
    }
    return sum;
  }

  @Override
  public double evaluate(double[] theta, double[] gradient, double[] hessian) {
    onStep.run();
    Arrays.fill(gradient, 0);
    Arrays.fill(hessian, 0);
    double[] one = new double[theta.length];
    for (int i = 0; i < target.length; i++) {
      objective.gradient(theta, i, one);
      objective.addHessian(theta, i, target[i], hessian);
      for (int k = 0; k < one.length; k++) {
        gradient[k] += target[i] * one[k];
      }
    }
    return value(theta);
  }

  /**
   * The minimum by Newton's method.
   *
   * @throws ArithmeticException if 200 steps do not suffice, or the minimum is not unique
   */
  Optimum minimise(double[] start) {
    Optimum optimum =
        DampedNewton.minimise(
            this, start, TOLERANCE, MOST_STEPS, Double.NEGATIVE_INFINITY, _ -> onStep.run());
    if (optimum.end() == Optimum.End.EXHAUSTED) {
      throw new ArithmeticException(
          "Newton does not converge in %d steps; kappa above 0 makes the minimum unique"
              .formatted(MOST_STEPS));
    }
    return optimum;
  }

  /** As {@link #minimise}, of a minimum that must be unique. */
  Optimum minimiseUniquely(double[] start) {
    Optimum optimum = minimise(start);
    double[] hessian = optimum.hessian();
    if (!(Cholesky.damped(hessian, dimension()).leastPivot(hessian) > SINGULAR)) {
      throw new ArithmeticException(
          "the Hessian is singular at the batch minimum; kappa above 0 makes the minimum unique");
    }
    return optimum;
  }
}

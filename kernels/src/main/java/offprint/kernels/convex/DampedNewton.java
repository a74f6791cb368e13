package offprint.kernels.convex;

import java.util.function.IntConsumer;

/**
 * Newton's method with backtracking: (H + tau I) d = -g, with tau just large enough for a Cholesky
 * factor, and steps 1, 1/2, 1/4 … until f falls by 1e-4 of the slope (Armijo). Where f no longer
 * resolves the fall, a smaller gradient decides.
 */
public final class DampedNewton {
  private static final double ARMIJO = 1e-4;
  private static final double ROUNDING = 1e-13;
  private static final int MOST_HALVINGS = 60;

  private DampedNewton() {}

  /**
   * @param start [k], in the domain
   * @param tolerance on max |gradient|
   * @param floor a value that no minimum can be below, or minus infinity
   * @param onStep told the number of each iteration; may throw to stop
   * @throws ArithmeticException if f is not finite at the start
   */
  public static Optimum minimise(
      SmoothConvex f,
      double[] start,
      double tolerance,
      int maxIterations,
      double floor,
      IntConsumer onStep) {
    int k = f.dimension();
    double[] x = start.clone();
    double[] gradient = new double[k];
    double[] hessian = new double[k * k];
    double[] trial = new double[k];
    double[] trialGradient = new double[k];
    double[] trialHessian = new double[k * k];
    double value = f.evaluate(x, gradient, hessian);
    if (!Double.isFinite(value)) {
      throw new ArithmeticException("Newton: step 0: value is " + value);
    }
    for (int iteration = 0; ; iteration++) {
      double residual = largest(gradient);
      Optimum.End end =
          residual < tolerance
              ? Optimum.End.CONVERGED
              : value < floor
                  ? Optimum.End.UNBOUNDED
                  : iteration == maxIterations ? Optimum.End.EXHAUSTED : null;
      if (end != null) {
        return new Optimum(end, x, value, residual, hessian, iteration);
      }
      onStep.accept(iteration + 1);
      double[] d = Cholesky.damped(hessian, k).solve(gradient);
      double slope = 0;
      for (int i = 0; i < k; i++) {
        slope -= d[i] * gradient[i];
      }
      double step = 1;
      boolean accepted = false;
      for (int halving = 0; halving < MOST_HALVINGS && !accepted; halving++) {
        for (int i = 0; i < k; i++) {
          trial[i] = x[i] - step * d[i];
        }
        double next = f.evaluate(trial, trialGradient, trialHessian);
        accepted =
            next <= value + ARMIJO * step * slope
                || (next <= value + ROUNDING * Math.max(1, Math.abs(value))
                    && largest(trialGradient) < 0.9 * residual);
        if (accepted) {
          value = next;
        }
        step /= 2;
      }
      if (!accepted) {
        return new Optimum(Optimum.End.STALLED, x, value, residual, hessian, iteration);
      }
      double[] swap = x;
      x = trial;
      trial = swap;
      swap = gradient;
      gradient = trialGradient;
      trialGradient = swap;
      swap = hessian;
      hessian = trialHessian;
      trialHessian = swap;
    }
  }

  private static double largest(double[] v) {
    double largest = 0;
    for (double value : v) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}

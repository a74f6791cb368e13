package offprint.kernels.convex;

import java.util.function.IntConsumer;

/**
 * Newton's method with backtracking: (H + tau I) d = -g, and steps 1, 1/2, … 1/32 until f falls by
 * 1e-4 of the slope (Armijo). Where no step helps, as when H has all but vanished far from the
 * minimum, tau grows until one does (Levenberg and Marquardt); it shrinks again with each step.
 * Where f no longer resolves the fall, a smaller gradient decides.
 */
public final class DampedNewton {
  private static final double ARMIJO = 1e-4;
  private static final double ROUNDING = 1e-13;
  private static final int HALVINGS = 6;
  private static final int MOST_ATTEMPTS = 12;
  private static final double LEAST_RIDGE = 1e-10;
  private static final double RIDGE_GROWTH = 30;

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
    double scale = 0;
    for (int i = 0; i < k; i++) {
      scale = Math.max(scale, hessian[i * k + i]);
    }
    double ridge = 0;
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
      boolean accepted = false;
      for (int attempt = 0; attempt < MOST_ATTEMPTS && !accepted; attempt++) {
        if (attempt > 0) {
          ridge = Math.max(RIDGE_GROWTH * ridge, LEAST_RIDGE * scale);
        }
        double[] d = Cholesky.damped(ridged(hessian, ridge), k).solve(gradient);
        double slope = 0;
        for (int i = 0; i < k; i++) {
          slope -= d[i] * gradient[i];
        }
        double step = 1;
        for (int halving = 0; halving < HALVINGS && !accepted; halving++) {
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
      }
      ridge /= RIDGE_GROWTH;
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

  private static double[] ridged(double[] hessian, double ridge) {
    if (ridge == 0) {
      return hessian;
    }
    int k = (int) Math.round(Math.sqrt(hessian.length));
    double[] sum = hessian.clone();
    for (int i = 0; i < k; i++) {
      sum[i * k + i] += ridge;
    }
    return sum;
  }

  private static double largest(double[] v) {
    double largest = 0;
    for (double value : v) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}

package offprint.kernels.convex;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Minimises f(x) + sum_k b_k |x_k|: each step minimises the quadratic model of f plus the penalty
 * by coordinate descent, then backtracks. Coordinates whose gradient stays within b_k end at
 * exactly 0.
 */
public final class ProximalNewton {
  private static final double ARMIJO = 1e-4;
  private static final int MOST_HALVINGS = 60;
  private static final int MOST_SWEEPS = 2_000;

  private ProximalNewton() {}

  /**
   * @param penalty b [k], not negative
   * @param tolerance on the largest violation of the optimality condition
   * @param floor a value that no minimum can be below, or minus infinity
   * @param onStep told the number of each iteration; may throw to stop
   */
  public static Optimum minimise(
      SmoothConvex f,
      double[] penalty,
      double tolerance,
      int maxIterations,
      double floor,
      IntConsumer onStep) {
    int k = f.dimension();
    double[] x = new double[k];
    double[] gradient = new double[k];
    double[] hessian = new double[k * k];
    double value = f.evaluate(x, gradient, hessian);
    if (!Double.isFinite(value)) {
      throw new ArithmeticException("proximal Newton: step 0: value is " + value);
    }
    for (int iteration = 0; ; iteration++) {
      double residual = residual(x, gradient, penalty);
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
      double[] target = model(x, gradient, hessian, penalty);
      double slope = 0;
      for (int i = 0; i < k; i++) {
        slope +=
            gradient[i] * (target[i] - x[i]) + penalty[i] * (Math.abs(target[i]) - Math.abs(x[i]));
      }
      double[] trial = new double[k];
      double[] trialGradient = new double[k];
      double[] trialHessian = new double[k * k];
      boolean accepted = false;
      double step = 1;
      for (int halving = 0; halving < MOST_HALVINGS && !accepted; halving++) {
        double next = 0;
        for (int i = 0; i < k; i++) {
          trial[i] = step == 1 ? target[i] : x[i] + step * (target[i] - x[i]);
          next += penalty[i] * Math.abs(trial[i]);
        }
        next += f.evaluate(trial, trialGradient, trialHessian);
        accepted =
            next <= value + ARMIJO * step * slope
                || (next <= value + 1e-13 * Math.max(1, Math.abs(value))
                    && residual(trial, trialGradient, penalty) < 0.9 * residual);
        if (accepted) {
          value = next;
        }
        step /= 2;
      }
      if (!accepted) {
        return new Optimum(Optimum.End.STALLED, x, value, residual, hessian, iteration);
      }
      x = trial;
      gradient = trialGradient;
      hessian = trialHessian;
    }
  }

  /** Minimiser of the quadratic model plus penalty, by coordinate descent. */
  private static double[] model(double[] x, double[] g, double[] h, double[] penalty) {
    int k = x.length;
    double[] y = x.clone();
    double[] slope = g.clone();
    double unit = 0;
    for (int i = 0; i < k; i++) {
      unit = Math.max(unit, h[i * k + i]);
    }
    double ridge = 1e-12 * Math.max(unit, Double.MIN_NORMAL);
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double moved = 0;
      for (int i = 0; i < k; i++) {
        double curvature = h[i * k + i] + ridge;
        double z = y[i] - slope[i] / curvature;
        double next = Math.signum(z) * Math.max(0, Math.abs(z) - penalty[i] / curvature);
        double move = next - y[i];
        if (move != 0) {
          y[i] = next;
          for (int j = 0; j < k; j++) {
            slope[j] += move * h[i * k + j];
          }
          moved = Math.max(moved, Math.abs(move) * Math.sqrt(curvature));
        }
      }
      if (moved < 1e-15) {
        break;
      }
    }
    return y;
  }

  private static double residual(double[] x, double[] g, double[] penalty) {
    double[] r = new double[x.length];
    Arrays.setAll(
        r,
        i ->
            x[i] == 0
                ? Math.max(0, Math.abs(g[i]) - penalty[i])
                : Math.abs(g[i] + penalty[i] * Math.signum(x[i])));
    return Arrays.stream(r).max().orElse(0);
  }
}

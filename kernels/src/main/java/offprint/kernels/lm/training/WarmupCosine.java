package offprint.kernels.lm.training;

import java.util.function.IntToDoubleFunction;

/**
 * Learning rate that rises linearly to {@code max} during the warm-up and falls along a cosine to a
 * tenth of it at the last step.
 *
 * @param warmup steps, fewer than {@code steps} count
 * @param steps number of all steps
 */
record WarmupCosine(double max, int warmup, int steps) implements IntToDoubleFunction {
  @Override
  public double applyAsDouble(int step) {
    int rise = Math.min(warmup, steps / 2);
    if (step < rise) {
      return max * (step + 1) / (rise + 1);
    }
    double part = steps - 1 == rise ? 1 : (double) (step - rise) / (steps - 1 - rise);
    return max * (0.55 + 0.45 * Math.cos(Math.PI * Math.min(1, part)));
  }
}

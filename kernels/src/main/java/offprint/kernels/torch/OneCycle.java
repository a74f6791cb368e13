package offprint.kernels.torch;

import java.util.function.IntToDoubleFunction;

/**
 * Learning rate that rises along a cosine from {@code max/25} to {@code max} during the first
 * {@code rise} part of the steps and falls along another to {@code max/250000} at the last (Smith
 * and Topin; PyTorch's OneCycleLR).
 *
 * @param steps number of all steps, at least 1
 * @param rise part of the steps in (0, 1)
 */
public record OneCycle(double max, int steps, double rise) implements IntToDoubleFunction {
  public OneCycle {
    if (steps < 1) {
      throw new IllegalArgumentException("steps must be at least 1: got " + steps);
    }
  }

  @Override
  public double applyAsDouble(int step) {
    double start = max / 25;
    double top = Math.max(rise * steps - 1, 0);
    double last = steps - 1.0;
    if (step < top) {
      return cosine(start, max, step / top);
    }
    return cosine(max, start / 1e4, last <= top ? 0 : (step - top) / (last - top));
  }

  private static double cosine(double from, double to, double part) {
    return to + (from - to) / 2 * (1 + Math.cos(Math.PI * part));
  }
}

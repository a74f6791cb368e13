package offprint.kernels.series;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/**
 * Minimises a function of few variables in the unit box by the simplex of Nelder and Mead; points
 * outside are moved to the nearest point of the box.
 */
public final class NelderMead {
  private static final int EVALUATIONS_PER_DIMENSION = 150;

  private final ToDoubleFunction<double[]> f;
  private final double tolerance;

  /**
   * @param tolerance ends a search once the simplex' values differ relatively by less
   */
  public NelderMead(ToDoubleFunction<double[]> f, double tolerance) {
    this.f = f;
    this.tolerance = tolerance;
  }

  /** The best point found and its value. */
  public record Minimum(double[] x, double value) {}

  /** Searches from a simplex with edges of length {@code edge} at {@code start}. */
  public Minimum minimise(double[] start, double edge) {
    int n = start.length;
    Minimum[] simplex = new Minimum[n + 1];
    for (int i = 0; i <= n; i++) {
      double[] x = start.clone();
      if (i > 0) {
        x[i - 1] += x[i - 1] < 0.5 ? edge : -edge;
      }
      simplex[i] = at(x);
    }
    for (int calls = n + 1; calls < EVALUATIONS_PER_DIMENSION * n; ) {
      Arrays.sort(simplex, Comparator.comparingDouble(Minimum::value));
      Minimum worst = simplex[n];
      if (worst.value - simplex[0].value <= tolerance * Math.abs(simplex[0].value)) {
        break;
      }
      double[] centre = centre(simplex);
      Minimum reflected = along(centre, worst.x, -1);
      calls += 2;
      if (reflected.value < simplex[0].value) {
        Minimum expanded = along(centre, worst.x, -2);
        simplex[n] = expanded.value < reflected.value ? expanded : reflected;
      } else if (reflected.value < simplex[n - 1].value) {
        simplex[n] = reflected;
      } else {
        boolean outside = reflected.value < worst.value;
        Minimum contracted = along(centre, worst.x, outside ? -0.5 : 0.5);
        if (contracted.value < Math.min(reflected.value, worst.value)) {
          simplex[n] = contracted;
        } else {
          for (int i = 1; i <= n; i++) {
            simplex[i] = along(simplex[0].x, simplex[i].x, 0.5);
          }
          calls += n;
        }
      }
    }
    return Arrays.stream(simplex).min(Comparator.comparingDouble(Minimum::value)).orElseThrow();
  }

  private static double[] centre(Minimum[] sorted) {
    int n = sorted.length - 1;
    double[] centre = new double[n];
    for (int i = 0; i < n; i++) {
      for (int d = 0; d < n; d++) {
        centre[d] += sorted[i].x[d] / n;
      }
    }
    return centre;
  }

  private Minimum along(double[] from, double[] to, double part) {
    double[] x = new double[from.length];
    for (int d = 0; d < x.length; d++) {
      x[d] = from[d] + part * (to[d] - from[d]);
    }
    return at(x);
  }

  private Minimum at(double[] x) {
    for (int d = 0; d < x.length; d++) {
      x[d] = Math.clamp(x[d], 0.0, 1.0);
    }
    double value = f.applyAsDouble(x);
    return new Minimum(x, Double.isNaN(value) ? Double.POSITIVE_INFINITY : value);
  }
}

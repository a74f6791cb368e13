package offprint.papers.mcmcbridge;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.kernels.expression.Expression;
import offprint.kernels.sampling.LogDensity;

/**
 * Stochastic gradient descent on a sum over rows, with or without the noise that makes it sample
 * exp(-f): θ ← θ - ε/2 (∇f_0 + N/m Σ_batch ∇f_row) + √ε z.
 *
 * @param batch rows of a step, at most all
 * @param noise false for plain stochastic gradient descent
 */
record StochasticLangevin(
    Expression function,
    List<String> variables,
    Map<String, double[]> columns,
    int batch,
    double epsilon,
    boolean noise) {

  /**
   * The points after each step.
   *
   * @param steps after a tenth more of warm-up
   * @return [steps][d]
   * @throws ArithmeticException if the steps run away
   */
  double[][] run(double[] start, int steps, RandomGenerator random, Runnable beat) {
    int rows = columns.values().iterator().next().length;
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    int size = Math.min(batch, rows);
    LogDensity prior = bind(order, 0, 0);
    LogDensity whole = size == rows ? bind(order, 0, rows) : prior;
    double factor = (double) rows / size;
    int d = start.length;
    double[] theta = start.clone();
    double[] own = new double[d];
    double[] of = new double[d];
    double[][] points = new double[steps][];
    for (int t = -steps / 10; t < steps; t++) {
      LogDensity part = whole;
      if (size < rows) {
        choose(order, size, random);
        part = bind(order, 0, size);
      }
      prior.gradient(theta, own);
      part.gradient(theta, of);
      for (int i = 0; i < d; i++) {
        double slope = own[i] + factor * (of[i] - own[i]);
        theta[i] -= epsilon / 2 * slope - (noise ? Math.sqrt(epsilon) * random.nextGaussian() : 0);
        if (!Double.isFinite(theta[i])) {
          throw new ArithmeticException(
              "step %d: %s runs away, lower epsilon (it is %s)"
                  .formatted(t + steps / 10 + 1, variables.get(i), epsilon));
        }
      }
      if (t >= 0) {
        points[t] = theta.clone();
      }
      beat.run();
    }
    return points;
  }

  /** The function over some rows only. */
  private LogDensity bind(int[] order, int from, int count) {
    Map<String, double[]> part = new HashMap<>();
    columns.forEach(
        (name, column) -> {
          double[] cells = new double[count];
          for (int i = 0; i < count; i++) {
            cells[i] = column[order[from + i]];
          }
          part.put(name, cells);
        });
    return function.bind(variables, part);
  }

  /** Puts {@code count} random rows first. */
  private static void choose(int[] order, int count, RandomGenerator random) {
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i, order.length);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }
}

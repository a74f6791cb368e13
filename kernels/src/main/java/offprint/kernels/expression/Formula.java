package offprint.kernels.expression;

import java.util.Arrays;
import java.util.List;
import offprint.kernels.sampling.LogDensity;

/**
 * A formula bound to variables and columns: a function of the variables with its gradient, by
 * reverse-mode differentiation. Keeps its work arrays, so each thread needs its own, see {@link
 * #forThread}.
 */
public final class Formula implements LogDensity {
  private final List<String> variables;
  private final double[] values;
  private final double[] adjoints;
  private final Step[] steps;
  private final int result;

  /**
   * @param values variables first, then all parts; those without variables are filled
   */
  Formula(List<String> variables, double[] values, Step[] steps, int result, int size) {
    this.variables = List.copyOf(variables);
    this.values = values;
    this.adjoints = new double[size];
    this.steps = steps;
    this.result = result;
  }

  @Override
  public int dimension() {
    return variables.size();
  }

  @Override
  public double value(double[] x) {
    System.arraycopy(x, 0, values, 0, variables.size());
    for (Step step : steps) {
      step.forward(values);
    }
    return values[result];
  }

  @Override
  public double gradient(double[] x, double[] gradient) {
    double value = value(x);
    Arrays.fill(adjoints, 0);
    adjoints[result] = 1;
    for (int i = steps.length - 1; i >= 0; i--) {
      steps[i].reverse(values, adjoints);
    }
    System.arraycopy(adjoints, 0, gradient, 0, variables.size());
    return value;
  }

  @Override
  public Formula forThread() {
    return new Formula(variables, values.clone(), steps, result, values.length);
  }

  @Override
  public String name(int coordinate) {
    return variables.get(coordinate);
  }
}

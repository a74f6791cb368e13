package offprint.papers.mcmcbridge;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.expression.Expression;
import offprint.kernels.expression.Formula;
import offprint.kernels.expression.Variables;
import offprint.kernels.sampling.LogDensity;
import offprint.kernels.table.TextTable;
import offprint.method.Source;

/**
 * A reader's function of some variables, bound to the columns of a table.
 *
 * @param expression as parsed
 * @param columns that it names, by name
 */
record Density(
    Expression expression, Variables variables, Map<String, double[]> columns, Formula formula) {

  /**
   * @param parameter name of the parameter that gives the text, for messages
   * @param variables text as {@link Variables#parse} reads it; "" for the free names
   * @param data table, or none
   */
  static Density read(String parameter, String text, String variables, Source data, Inputs in)
      throws IOException {
    Expression expression = named(parameter, () -> Expression.parse(text));
    Map<String, double[]> columns = new LinkedHashMap<>();
    if (!data.isEmpty()) {
      TextTable table = in.table("data", data);
      for (int c = 0; c < table.columns().size(); c++) {
        String name = table.columns().get(c);
        if (expression.names().contains(name)) {
          columns.put(name, table.numbers(c));
        }
      }
      if (columns.isEmpty()) {
        throw new IllegalArgumentException(
            "%s must name a column of data, which has %s"
                .formatted(parameter, Wording.list(table.columns(), 20)));
      }
    }
    Variables all =
        variables.isBlank()
            ? Variables.free(free(expression.names(), columns))
            : named("variables", () -> Variables.parse(variables));
    if (all.names().isEmpty()) {
      throw new IllegalArgumentException(parameter + " must have a variable: got only numbers");
    }
    List<String> strange =
        expression.names().stream()
            .filter(name -> !all.names().contains(name) && !columns.containsKey(name))
            .filter(name -> columns.isEmpty() || !name.equals("n"))
            .toList();
    List<String> idle =
        all.names().stream().filter(name -> !expression.names().contains(name)).toList();
    if (!strange.isEmpty() || !idle.isEmpty()) {
      throw new IllegalArgumentException(
          "variables must name what %s has and data do not, or be empty for all such names: got %s"
              .formatted(
                  parameter,
                  strange.isEmpty()
                      ? Wording.list(idle) + " in vain"
                      : Wording.list(all.names()) + " without " + Wording.list(strange)));
    }
    Formula formula = named(parameter, () -> expression.bind(all.names(), columns));
    return new Density(expression, all, columns, formula);
  }

  private static List<String> free(SequencedSet<String> names, Map<String, double[]> columns) {
    return names.stream()
        .filter(name -> !columns.containsKey(name))
        .filter(name -> columns.isEmpty() || !name.equals("n"))
        .toList();
  }

  private interface Reading<T> {
    T read();
  }

  private static <T> T named(String parameter, Reading<T> reading) {
    try {
      return reading.read();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(parameter + ": " + e.getMessage(), e);
    }
  }

  List<String> names() {
    return variables.names();
  }

  int dimension() {
    return names().size();
  }

  int rows() {
    return columns.values().stream().mapToInt(c -> c.length).findFirst().orElse(1);
  }

  /** The density over R^d in which chains walk. */
  LogDensity free() {
    return variables.support().free(formula);
  }
}

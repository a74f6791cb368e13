package offprint.kernels.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.expression.Step.Operand;

/**
 * Turns a parsed formula into steps over one array of values. Equal parts are computed once; what
 * depends on no variable is computed while compiling.
 */
final class Compiler {
  private record Key(String function, List<Operand> arguments) {}

  private final List<String> variables;
  private final Map<String, double[]> columns;
  private final int rows;
  private final List<Step> steps = new ArrayList<>();
  private final List<Operand> inputs = new ArrayList<>();
  private final IdentityHashMap<Node, Operand> done = new IdentityHashMap<>();
  private final Map<Key, Operand> shared = new HashMap<>();
  private final Map<Double, Operand> numbers = new HashMap<>();
  private final Map<String, Operand> named = new HashMap<>();
  private double[] values = new double[64];
  private int size;

  Compiler(List<String> variables, Map<String, double[]> columns) {
    this.variables = variables;
    this.columns = columns;
    this.rows = columns.values().stream().mapToInt(c -> c.length).findFirst().orElse(0);
    columns.forEach(
        (name, column) -> {
          if (column.length != rows) {
            throw new IllegalArgumentException(
                "columns must be equally long: %s has %d rows, another %d"
                    .formatted(name, column.length, rows));
          }
          if (variables.contains(name)) {
            throw new IllegalArgumentException(name + " is both a variable and a column");
          }
        });
    for (String variable : variables) {
      Operand operand = allocate(true, false);
      inputs.add(operand);
      named.put(variable, operand);
    }
  }

  Formula compile(Node root) {
    Operand result = operand(root);
    if (result.perRow()) {
      throw new IllegalArgumentException(
          "the formula must give one number, not one a row: add the rows with sum( )");
    }
    return new Formula(
        variables, Arrays.copyOf(values, size), steps.toArray(Step[]::new), result.at(), size);
  }

  private Operand allocate(boolean active, boolean perRow) {
    int width = perRow ? rows : 1;
    Operand operand = new Operand(size, width, active, perRow);
    size += width;
    if (size > values.length) {
      values = Arrays.copyOf(values, Math.max(size, 2 * values.length));
    }
    return operand;
  }

  private Operand number(double value) {
    return numbers.computeIfAbsent(
        value,
        _ -> {
          Operand operand = allocate(false, false);
          values[operand.at()] = value;
          return operand;
        });
  }

  private Operand operand(Node node) {
    Operand known = done.get(node);
    if (known == null) {
      known =
          switch (node) {
            case Node.Literal literal -> number(literal.value());
            case Node.Name name -> name(name);
            case Node.Call call -> call(call);
          };
      done.put(node, known);
    }
    return known;
  }

  private Operand name(Node.Name name) {
    Operand operand = named.get(name.name());
    if (operand != null) {
      return operand;
    }
    double[] column = columns.get(name.name());
    if (column != null) {
      Operand fresh = allocate(false, true);
      System.arraycopy(column, 0, values, fresh.at(), rows);
      named.put(name.name(), fresh);
      return fresh;
    }
    if (name.name().equals("n") && !columns.isEmpty()) {
      return number(rows);
    }
    List<String> known = new ArrayList<>(variables);
    known.addAll(columns.keySet());
    throw name.at()
        .fault(
            "%s is neither a variable nor a column: there %s %s"
                .formatted(
                    name.name(),
                    known.size() == 1 ? "is" : "are",
                    known.isEmpty() ? "none" : String.join(", ", known)));
  }

  private Operand call(Node.Call call) {
    List<Operand> arguments = new ArrayList<>();
    for (Node argument : call.arguments()) {
      arguments.add(operand(argument));
    }
    if (call.function().equals("sum") && columns.isEmpty()) {
      throw call.at().fault("sum adds over the rows of a table: there is none");
    }
    return apply(call.function(), List.copyOf(arguments));
  }

  private Operand apply(String function, List<Operand> arguments) {
    if (function.equals("sum") && !arguments.getFirst().perRow()) {
      return apply("*", List.of(arguments.getFirst(), number(rows)));
    }
    if ((function.equals("min") || function.equals("max")) && arguments.size() > 2) {
      Operand rest = apply(function, arguments.subList(1, arguments.size()));
      return apply(function, List.of(arguments.getFirst(), rest));
    }
    if ((function.equals("^") || function.equals("pow")) && isTwo(arguments.get(1))) {
      return apply("*", List.of(arguments.getFirst(), arguments.getFirst()));
    }
    Key key = new Key(function, arguments);
    Operand known = shared.get(key);
    if (known != null) {
      return known;
    }
    boolean active = arguments.stream().anyMatch(Operand::active);
    boolean perRow = !function.equals("sum") && arguments.stream().anyMatch(Operand::perRow);
    Operand result = allocate(active, perRow);
    Step step = Step.of(function, result, arguments);
    if (active) {
      steps.add(step);
    } else {
      step.forward(values);
    }
    shared.put(key, result);
    return result;
  }

  private boolean isTwo(Operand operand) {
    return !operand.active() && !operand.perRow() && values[operand.at()] == 2;
  }
}

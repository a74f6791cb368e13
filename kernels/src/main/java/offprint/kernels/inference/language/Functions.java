package offprint.kernels.inference.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import offprint.kernels.inference.number.Arithmetic;
import offprint.kernels.inference.program.Law;

/** Operators and functions on values. Truth is 1 and falsehood 0; lists count from 0. */
final class Functions {
  /** Names that a model calls like functions. */
  static final Set<String> NAMES =
      Set.of(
          "exp",
          "log",
          "sqrt",
          "sin",
          "cos",
          "logistic",
          "abs",
          "floor",
          "min",
          "max",
          "sum",
          "mean",
          "length",
          "append",
          "dot");

  private Functions() {}

  /** One function of values. */
  @FunctionalInterface
  interface Function {
    Object of(Object[] values);
  }

  @SuppressWarnings("unchecked") // a value is a number, a list or a function
  static <W> W number(Object value, Arithmetic<W> numbers) {
    if (value instanceof List || value instanceof Frame.Closure || value instanceof Law) {
      throw new IllegalArgumentException(
          "expected a number: got " + (value instanceof List ? "a list" : "a function"));
    }
    return (W) value;
  }

  static <W> List<W> numbers(Object value, Arithmetic<W> numbers) {
    return list(value).stream().map(item -> number(item, numbers)).toList();
  }

  @SuppressWarnings("unchecked") // the items of a list are values
  static List<Object> list(Object value) {
    if (value instanceof List) {
      return (List<Object>) value;
    }
    throw new IllegalArgumentException("expected a list: got " + value);
  }

  static <W> boolean truth(Object value, Arithmetic<W> numbers) {
    double truth = numbers.toDouble(number(value, numbers));
    if (truth != 0 && truth != 1) {
      throw new IllegalArgumentException("a condition must be 0 or 1: got " + value);
    }
    return truth == 1;
  }

  static <W> int index(Object value, Arithmetic<W> numbers) {
    double index = numbers.toDouble(number(value, numbers));
    if (index != Math.rint(index) || Math.abs(index) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("expected a whole number: got " + value);
    }
    return (int) index;
  }

  /** The function of a name or sign in one arithmetic. */
  static <W> Function of(String name, int arguments, Place place, Arithmetic<W> n) {
    int expected =
        switch (name) {
          case "negate",
              "!",
              "exp",
              "log",
              "sqrt",
              "sin",
              "cos",
              "logistic",
              "abs",
              "floor",
              "sum",
              "mean",
              "length" ->
              1;
          default -> 2;
        };
    if (arguments != expected) {
      throw new ModelFault(
          place, "%s must have %d arguments: got %d".formatted(name, expected, arguments));
    }
    W zero = n.of(0);
    return switch (name) {
      case "+" -> v -> n.add(number(v[0], n), number(v[1], n));
      case "-" -> v -> n.subtract(number(v[0], n), number(v[1], n));
      case "*" -> v -> n.multiply(number(v[0], n), number(v[1], n));
      case "/" -> v -> n.divide(number(v[0], n), number(v[1], n));
      case "%" -> v -> remainder(number(v[0], n), number(v[1], n), n);
      case "^" -> v -> power(number(v[0], n), v[1], n);
      case "negate" -> v -> n.subtract(zero, number(v[0], n));
      case "==" -> v -> truth(v[0].equals(v[1]), n);
      case "!=" -> v -> truth(!v[0].equals(v[1]), n);
      case "<" -> v -> truth(n.compare(number(v[0], n), number(v[1], n)) < 0, n);
      case "<=" -> v -> truth(n.compare(number(v[0], n), number(v[1], n)) <= 0, n);
      case ">" -> v -> truth(n.compare(number(v[0], n), number(v[1], n)) > 0, n);
      case ">=" -> v -> truth(n.compare(number(v[0], n), number(v[1], n)) >= 0, n);
      case "&&" -> v -> truth(truth(v[0], n) && truth(v[1], n), n);
      case "||" -> v -> truth(truth(v[0], n) || truth(v[1], n), n);
      case "!" -> v -> truth(!truth(v[0], n), n);
      case "[]" -> v -> item(list(v[0]), index(v[1], n));
      case "length" -> v -> n.of(list(v[0]).size());
      case "append" -> v -> append(list(v[0]), v[1]);
      case "sum" -> v -> sum(v[0], n);
      case "mean" -> v -> n.divide(sum(v[0], n), n.of(list(v[0]).size()));
      case "dot" -> v -> dot(numbers(v[0], n), numbers(v[1], n), n);
      case "abs" -> v -> larger(number(v[0], n), n.subtract(zero, number(v[0], n)), n);
      case "max" -> v -> larger(number(v[0], n), number(v[1], n), n);
      case "min" ->
          v -> {
            W a = number(v[0], n);
            W b = number(v[1], n);
            return n.compare(a, b) <= 0 ? a : b;
          };
      case "floor" -> v -> n.floor(number(v[0], n));
      case "exp" -> real(name, Math::exp, n);
      case "log" -> real(name, Math::log, n);
      case "sqrt" -> real(name, Math::sqrt, n);
      case "sin" -> real(name, Math::sin, n);
      case "cos" -> real(name, Math::cos, n);
      case "logistic" -> real(name, x -> 1 / (1 + Math.exp(-x)), n);
      default -> throw new ModelFault(place, "there is no function " + name);
    };
  }

  private static <W> W truth(boolean truth, Arithmetic<W> numbers) {
    return numbers.of(truth ? 1 : 0);
  }

  @SuppressWarnings("unchecked") // numbers that are not exact are doubles
  private static <W> Function real(
      String name, DoubleUnaryOperator function, Arithmetic<W> numbers) {
    return v -> {
      if (numbers.isExact()) {
        throw new IllegalArgumentException(
            "%s has no exact value in fractions: use calibrate".formatted(name));
      }
      return function.applyAsDouble((Double) (Object) number(v[0], numbers));
    };
  }

  private static <W> W remainder(W a, W b, Arithmetic<W> n) {
    return n.subtract(a, n.multiply(b, n.floor(n.divide(a, b))));
  }

  @SuppressWarnings("unchecked") // numbers that are not exact are doubles
  private static <W> W power(W base, Object exponent, Arithmetic<W> n) {
    if (!n.isExact()) {
      return (W) (Object) Math.pow((Double) base, (Double) exponent);
    }
    int times = index(exponent, n);
    W product = n.of(1);
    for (int i = 0; i < Math.abs(times); i++) {
      product = n.multiply(product, base);
    }
    return times < 0 ? n.divide(n.of(1), product) : product;
  }

  private static Object item(List<Object> list, int index) {
    if (index < 0 || index >= list.size()) {
      throw new IllegalArgumentException(
          "an index must be from 0 to %d: got %d".formatted(list.size() - 1, index));
    }
    return list.get(index);
  }

  private static List<Object> append(List<Object> list, Object item) {
    List<Object> longer = new ArrayList<>(list.size() + 1);
    longer.addAll(list);
    longer.add(item);
    return longer;
  }

  private static <W> W sum(Object list, Arithmetic<W> n) {
    W sum = n.of(0);
    for (W item : numbers(list, n)) {
      sum = n.add(sum, item);
    }
    return sum;
  }

  private static <W> W dot(List<W> a, List<W> b, Arithmetic<W> n) {
    if (a.size() != b.size()) {
      throw new IllegalArgumentException(
          "lists of dot must be equally long: got %d and %d".formatted(a.size(), b.size()));
    }
    W sum = n.of(0);
    for (int i = 0; i < a.size(); i++) {
      sum = n.add(sum, n.multiply(a.get(i), b.get(i)));
    }
    return sum;
  }

  private static <W> W larger(W a, W b, Arithmetic<W> n) {
    return n.compare(a, b) >= 0 ? a : b;
  }
}

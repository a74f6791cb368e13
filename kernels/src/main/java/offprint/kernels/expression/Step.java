package offprint.kernels.expression;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import offprint.kernels.special.ErrorFunction;
import offprint.kernels.special.LogGamma;

/**
 * One operation over values of width 1 or one a row, all in one array: computes its result, and in
 * reverse adds its share of the gradient to the adjoints of its operands.
 */
abstract class Step {
  /**
   * A stretch of the array.
   *
   * @param active true if it depends on a variable
   * @param perRow true if it has one value a row
   */
  record Operand(int at, int width, boolean active, boolean perRow) {
    /** Distance between the values for successive rows. */
    int stride() {
      return perRow ? 1 : 0;
    }
  }

  final int at;
  final int width;
  final int a;
  final int b;
  final int aStride;
  final int bStride;
  final boolean aActive;
  final boolean bActive;

  /**
   * @param b the second operand; the first again where there is none
   */
  private Step(Operand result, Operand a, Operand b) {
    this.at = result.at;
    this.width = result.width;
    this.a = a.at;
    this.b = b.at;
    this.aStride = a.stride();
    this.bStride = b.stride();
    this.aActive = a.active;
    this.bActive = b.active;
  }

  abstract void forward(double[] v);

  abstract void reverse(double[] v, double[] adjoint);

  static Step of(String function, Operand result, List<Operand> arguments) {
    Operand a = arguments.getFirst();
    if (arguments.size() == 1) {
      return switch (function) {
        case "sum" -> new Sum(result, a);
        case "logsumexp" -> new LogSumExp(result, arguments);
        case "neg" -> new Unary(result, a, x -> -x, (_, _) -> -1);
        case "exp" -> new Unary(result, a, Math::exp, (_, y) -> y);
        case "log" -> new Unary(result, a, Math::log, (x, _) -> 1 / x);
        case "log1p" -> new Unary(result, a, Math::log1p, (x, _) -> 1 / (1 + x));
        case "sqrt" -> new Unary(result, a, Math::sqrt, (_, y) -> 0.5 / y);
        case "abs" -> new Unary(result, a, Math::abs, (x, _) -> Math.signum(x));
        case "sin" -> new Unary(result, a, Math::sin, (x, _) -> Math.cos(x));
        case "cos" -> new Unary(result, a, Math::cos, (x, _) -> -Math.sin(x));
        case "tan" -> new Unary(result, a, Math::tan, (_, y) -> 1 + y * y);
        case "tanh" -> new Unary(result, a, Math::tanh, (_, y) -> 1 - y * y);
        case "atan" -> new Unary(result, a, Math::atan, (x, _) -> 1 / (1 + x * x));
        case "erf" ->
            new Unary(result, a, Step::erf, (x, _) -> 2 / Math.sqrt(Math.PI) * Math.exp(-x * x));
        case "lgamma" -> new Unary(result, a, LogGamma::value, (x, _) -> LogGamma.derivative(x));
        default -> throw new IllegalStateException(function);
      };
    }
    if (function.equals("logsumexp")) {
      return new LogSumExp(result, arguments);
    }
    Operand b = arguments.get(1);
    return switch (function) {
      case "+" -> new Plus(result, a, b, 1);
      case "-" -> new Plus(result, a, b, -1);
      case "*" -> new Times(result, a, b);
      case "/" -> new Over(result, a, b);
      case "^", "pow" -> new Power(result, a, b);
      case "min" -> new Extreme(result, a, b, 1);
      case "max" -> new Extreme(result, a, b, -1);
      case "<" -> new Compare(result, a, b, (x, y) -> x < y ? 1 : 0);
      case "<=" -> new Compare(result, a, b, (x, y) -> x <= y ? 1 : 0);
      case ">" -> new Compare(result, a, b, (x, y) -> x > y ? 1 : 0);
      case ">=" -> new Compare(result, a, b, (x, y) -> x >= y ? 1 : 0);
      case "==" -> new Compare(result, a, b, (x, y) -> x == y ? 1 : 0);
      case "!=" -> new Compare(result, a, b, (x, y) -> x != y ? 1 : 0);
      case "if" -> new Choice(result, a, b, arguments.get(2));
      default -> throw new IllegalStateException(function);
    };
  }

  private static double erf(double x) {
    return x < 0 ? ErrorFunction.erfc(-x) - 1 : 1 - ErrorFunction.erfc(x);
  }

  private static final class Sum extends Step {
    private final int rows;

    Sum(Operand result, Operand a) {
      super(result, a, a);
      this.rows = a.width;
    }

    @Override
    void forward(double[] v) {
      double sum = 0;
      for (int i = a; i < a + rows; i++) {
        sum += v[i];
      }
      v[at] = sum;
    }

    @Override
    void reverse(double[] v, double[] adjoint) {
      double share = adjoint[at];
      for (int i = a; i < a + rows; i++) {
        adjoint[i] += share;
      }
    }
  }

  private static final class Plus extends Step {
    private final double sign;

    Plus(Operand result, Operand a, Operand b, double sign) {
      super(result, a, b);
      this.sign = sign;
    }

    @Override
    void forward(double[] v) {
      for (int i = 0; i < width; i++) {
        v[at + i] = v[a + i * aStride] + sign * v[b + i * bStride];
      }
    }

    @Override
    void reverse(double[] v, double[] adjoint) {
      for (int i = 0; aActive && i < width; i++) {
        adjoint[a + i * aStride] += adjoint[at + i];
      }
      for (int i = 0; bActive && i < width; i++) {
        adjoint[b + i * bStride] += sign * adjoint[at + i];
      }
    }
  }

  private static final class Times extends Step {
    Times(Operand result, Operand a, Operand b) {
      super(result, a, b);
    }

    @Override
    void forward(double[] v) {
      for (int i = 0; i < width; i++) {
        v[at + i] = v[a + i * aStride] * v[b + i * bStride];
      }
    }

    @Override
    void reverse(double[] v, double[] adjoint) {
      for (int i = 0; aActive && i < width; i++) {
        adjoint[a + i * aStride] += adjoint[at + i] * v[b + i * bStride];
      }
      for (int i = 0; bActive && i < width; i++) {
        adjoint[b + i * bStride] += adjoint[at + i] * v[a + i * aStride];
      }
    }
  }

  private static final class Over extends Step {
    Over(Operand result, Operand a, Operand b) {
      super(result, a, b);
    }

    @Override
    void forward(double[] v) {
      for (int i = 0; i < width; i++) {
        v[at + i] = v[a + i * aStride] / v[b + i * bStride];
      }
    }

    @Override
    void reverse(double[] v, double[] adjoint) {
      for (int i = 0; i < width; i++) {
        if (adjoint[at + i] == 0) {
          continue; // a branch not taken may divide by 0
        }
        double share = adjoint[at + i] / v[b + i * bStride];
        if (aActive) {
          adjoint[a + i * aStride] += share;
        }
        if (bActive) {
          adjoint[b + i * bStride] -= share * v[at + i];
        }
      }
    }
  }

  private static final class Power extends Step {
    Power(Operand result, Operand a, Operand b) {
      super(result, a, b);
    }

    @Override
    void forward(double[] v) {
      for (int i = 0; i < width; i++) {
        v[at + i] = Math.pow(v[a + i * aStride], v[b + i * bStride]);
      }
    }

    @Override
    void reverse(double[] v, double[] adjoint) {
      for (int i = 0; i < width; i++) {
        double share = adjoint[at + i];
        double base = v[a + i * aStride];
        double exponent = v[b + i * bStride];
        if (share != 0 && aActive && exponent != 0) {
          adjoint[a + i * aStride] += share * exponent * Math.pow(base, exponent - 1);
        }
        if (share != 0 && bActive && v[at + i] != 0) {
          adjoint[b + i * bStride] += share * v[at + i] * Math.log(base);
        }
      }
    }
  }

  /** The lesser of two, or with sign -1 the greater; at equality the slope is the first's. */
  private static final class Extreme extends Step {
    private final double sign;

    Extreme(Operand result, Operand a, Operand b, double sign) {
      super(result, a, b);
      this.sign = sign;
    }

    @Override
    void forward(double[] v) {
      for (int i = 0; i < width; i++) {
        double x = v[a + i * aStride];
        double y = v[b + i * bStride];
        v[at + i] = sign > 0 ? Math.min(x, y) : Math.max(x, y);
      }
    }

    @Override
    void reverse(double[] v, double[] adjoint) {
      for (int i = 0; i < width; i++) {
        boolean first = sign * v[a + i * aStride] <= sign * v[b + i * bStride];
        adjoint[first ? a + i * aStride : b + i * bStride] += adjoint[at + i];
      }
    }
  }

  private static final class Compare extends Step {
    private final DoubleBinaryOperator comparison;

    Compare(Operand result, Operand a, Operand b, DoubleBinaryOperator comparison) {
      super(result, a, b);
      this.comparison = comparison;
    }

    @Override
    void forward(double[] v) {
      for (int i = 0; i < width; i++) {
        v[at + i] = comparison.applyAsDouble(v[a + i * aStride], v[b + i * bStride]);
      }
    }

    @Override
    void reverse(double[] v, double[] adjoint) {}
  }

  /** The second operand where the first is not 0, else the third. */
  private static final class Choice extends Step {
    private final int c;
    private final int cStride;

    Choice(Operand result, Operand a, Operand b, Operand c) {
      super(result, a, b);
      this.c = c.at;
      this.cStride = c.stride();
    }

    @Override
    void forward(double[] v) {
      for (int i = 0; i < width; i++) {
        v[at + i] = v[v[a + i * aStride] != 0 ? b + i * bStride : c + i * cStride];
      }
    }

    @Override
    void reverse(double[] v, double[] adjoint) {
      for (int i = 0; i < width; i++) {
        adjoint[v[a + i * aStride] != 0 ? b + i * bStride : c + i * cStride] += adjoint[at + i];
      }
    }
  }

  private static final class Unary extends Step {
    private final DoubleUnaryOperator function;
    private final DoubleBinaryOperator slope;

    /**
     * @param slope of argument and value
     */
    Unary(Operand result, Operand a, DoubleUnaryOperator function, DoubleBinaryOperator slope) {
      super(result, a, a);
      this.function = function;
      this.slope = slope;
    }

    @Override
    void forward(double[] v) {
      for (int i = 0; i < width; i++) {
        v[at + i] = function.applyAsDouble(v[a + i]);
      }
    }

    @Override
    void reverse(double[] v, double[] adjoint) {
      for (int i = 0; i < width; i++) {
        if (adjoint[at + i] != 0) { // an infinite slope of a branch not taken adds nothing
          adjoint[a + i] += adjoint[at + i] * slope.applyAsDouble(v[a + i], v[at + i]);
        }
      }
    }
  }

  private static final class LogSumExp extends Step {
    private final int[] terms;
    private final int[] strides;

    LogSumExp(Operand result, List<Operand> arguments) {
      super(result, arguments.getFirst(), arguments.getFirst());
      this.terms = arguments.stream().mapToInt(Operand::at).toArray();
      this.strides = arguments.stream().mapToInt(Operand::stride).toArray();
    }

    @Override
    void forward(double[] v) {
      for (int i = 0; i < width; i++) {
        double max = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < terms.length; t++) {
          max = Math.max(max, v[terms[t] + i * strides[t]]);
        }
        double sum = 0;
        for (int t = 0; t < terms.length; t++) {
          sum += Math.exp(v[terms[t] + i * strides[t]] - max);
        }
        v[at + i] = Double.isInfinite(max) ? max : max + Math.log(sum);
      }
    }

    @Override
    void reverse(double[] v, double[] adjoint) {
      for (int i = 0; i < width; i++) {
        double share = adjoint[at + i];
        for (int t = 0; share != 0 && t < terms.length; t++) {
          int term = terms[t] + i * strides[t];
          adjoint[term] += share * Math.exp(v[term] - v[at + i]);
        }
      }
    }
  }
}

package offprint.kernels.inference.program;

import static offprint.kernels.special.GammaFunctions.inverseIncompleteBeta;
import static offprint.kernels.special.GammaFunctions.inverseLowerGamma;
import static offprint.kernels.special.GammaFunctions.logBeta;
import static offprint.kernels.special.GammaFunctions.lowerGamma;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import offprint.kernels.special.LogGamma;
import offprint.kernels.special.NormalQuantile;

/** Laws of numbers in floating point; each draws by the inverse of its distribution function. */
public final class Laws {
  private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** What stands for a uniform number of 0, at which quantiles may be infinite or not allowed. */
  private static final double LEAST = 0x1.0p-54;

  private Laws() {}

  /** A law of one number, drawn with one uniform number. */
  private record Scalar(String name, DoubleUnaryOperator quantile, DoubleUnaryOperator logDensity)
      implements Law<Double, Double> {
    @Override
    public Double draw(Supplier<Double> uniforms) {
      return quantile.applyAsDouble(Math.max(uniforms.get(), LEAST));
    }

    @Override
    public Double density(Double value) {
      return logDensity.applyAsDouble(value);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private record Normal(double mean, double sd) implements Law<Double, Double> {
    @Override
    public Double draw(Supplier<Double> uniforms) {
      return mean + sd * NormalQuantile.at(Math.max(uniforms.get(), LEAST));
    }

    @Override
    public Double density(Double value) {
      double z = (value - mean) / sd;
      return -0.5 * z * z - Math.log(sd) - LOG_ROOT_TWO_PI;
    }

    @Override
    public String toString() {
      return "normal(%s, %s)".formatted(mean, sd);
    }
  }

  public static Law<Double, Double> normal(double mean, double sd) {
    require("sd of normal must be positive", sd > 0, sd);
    return new Normal(mean, sd);
  }

  public static Law<Double, Double> uniform(double low, double high) {
    require("uniform needs low below high", low < high, low, high);
    double width = high - low;
    return new Scalar(
        "uniform(%s, %s)".formatted(low, high),
        u -> low + width * u,
        x -> x >= low && x <= high ? -Math.log(width) : outside(x));
  }

  /** Outside a support the density is 0; of what is no number it is none. */
  private static double outside(double x) {
    return Double.isNaN(x) ? x : Double.NEGATIVE_INFINITY;
  }

  public static Law<Double, Double> gamma(double shape, double scale) {
    require("shape and scale of gamma must be positive", shape > 0 && scale > 0, shape, scale);
    return new Scalar(
        "gamma(%s, %s)".formatted(shape, scale),
        u -> scale * inverseLowerGamma(shape, u),
        x ->
            x > 0
                ? (shape - 1) * Math.log(x / scale)
                    - x / scale
                    - Math.log(scale)
                    - LogGamma.value(shape)
                : outside(x));
  }

  public static Law<Double, Double> beta(double a, double b) {
    require("a and b of beta must be positive", a > 0 && b > 0, a, b);
    return new Scalar(
        "beta(%s, %s)".formatted(a, b),
        u -> inverseIncompleteBeta(a, b, u),
        x ->
            x > 0 && x < 1
                ? (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta(a, b)
                : outside(x));
  }

  public static Law<Double, Double> exponential(double rate) {
    require("rate of exponential must be positive", rate > 0, rate);
    return new Scalar(
        "exponential(%s)".formatted(rate),
        u -> -Math.log1p(-u) / rate,
        x -> x >= 0 ? Math.log(rate) - rate * x : outside(x));
  }

  public static Law<Double, Double> poisson(double rate) {
    require("rate of poisson must be positive", rate > 0, rate);
    return new Scalar(
        "poisson(%s)".formatted(rate),
        u -> least(k -> 1 - lowerGamma(k + 1, rate), u, rate),
        k -> whole(k) ? k * Math.log(rate) - rate - LogGamma.value(k + 1) : outside(k));
  }

  private static boolean whole(double k) {
    return k >= 0 && k == Math.rint(k);
  }

  /** The least whole k at which a distribution function is above u. */
  private static double least(DoubleUnaryOperator distribution, double u, double guess) {
    double high = Math.ceil(guess) + 1;
    while (distribution.applyAsDouble(high) <= u && high < 1e15) {
      high *= 2;
    }
    double low = -1;
    while (high - low > 1) {
      double middle = Math.floor(0.5 * (low + high));
      if (distribution.applyAsDouble(middle) > u) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** Failures before the first success. */
  public static Law<Double, Double> geometric(double p) {
    require("p of geometric must be above 0 and at most 1", p > 0 && p <= 1, p);
    return new Scalar(
        "geometric(%s)".formatted(p),
        u -> p == 1 ? 0 : Math.floor(Math.log1p(-u) / Math.log1p(-p)),
        k -> whole(k) ? Math.log(p) + (k == 0 ? 0 : k * Math.log1p(-p)) : outside(k));
  }

  public static Law<Double, Double> studentT(double freedom, double location, double scale) {
    require(
        "degrees of freedom and scale of studentT must be positive",
        freedom > 0 && scale > 0,
        freedom,
        scale);
    double constant = -0.5 * Math.log(freedom) - logBeta(0.5 * freedom, 0.5) - Math.log(scale);
    return new Scalar(
        "studentT(%s, %s, %s)".formatted(freedom, location, scale),
        u -> location + scale * standardT(freedom, u),
        x -> {
          double z = (x - location) / scale;
          return constant - 0.5 * (freedom + 1) * Math.log1p(z * z / freedom);
        });
  }

  private static double standardT(double freedom, double u) {
    double tail = 2 * Math.max(Math.min(u, 1 - u), 0x1.0p-55);
    double x = inverseIncompleteBeta(0.5 * freedom, 0.5, tail);
    double size = Math.sqrt(freedom * (1 - x) / x);
    return u < 0.5 ? -size : size;
  }

  /** Probabilities that sum to 1: independent gamma numbers over their sum. */
  public static Law<Double, List<Double>> dirichlet(List<Double> concentration) {
    require(
        "the concentrations of dirichlet must be positive",
        !concentration.isEmpty() && concentration.stream().allMatch(a -> a > 0),
        concentration.toArray());
    return new Law<>() {
      @Override
      public List<Double> draw(Supplier<Double> uniforms) {
        List<Double> draws = new ArrayList<>();
        for (double a : concentration) {
          draws.add(Math.max(inverseLowerGamma(a, uniforms.get()), 1e-300));
        }
        double sum = draws.stream().mapToDouble(d -> d).sum();
        return draws.stream().map(d -> d / sum).toList();
      }

      @Override
      public Double density(List<Double> value) {
        double sum = 0;
        double log = 0;
        for (int i = 0; i < concentration.size(); i++) {
          double a = concentration.get(i);
          sum += a;
          log += (a - 1) * Math.log(value.get(i)) - LogGamma.value(a);
        }
        return log + LogGamma.value(sum);
      }

      @Override
      public String toString() {
        return "dirichlet(%s)".formatted(concentration);
      }
    };
  }

  private static void require(String rule, boolean kept, Object... values) {
    if (!kept) {
      String given =
          java.util.Arrays.stream(values)
              .map(String::valueOf)
              .collect(java.util.stream.Collectors.joining(" and "));
      throw new IllegalArgumentException(rule + ": got " + given);
    }
  }
}

package offprint.kernels.inference.number;

import java.util.List;

/** Floating point; a weight is kept as its logarithm. */
public final class Floating implements Arithmetic<Double>, Weights<Double> {
  public static final Floating NUMBERS = new Floating();
  private static final double ROUNDING = 1e-9;

  private Floating() {}

  @Override
  public Double of(long whole) {
    return (double) whole;
  }

  @Override
  public Double parse(String decimal) {
    return Double.valueOf(decimal);
  }

  @Override
  public Double add(Double a, Double b) {
    return a + b;
  }

  @Override
  public Double subtract(Double a, Double b) {
    return a - b;
  }

  @Override
  public Double multiply(Double a, Double b) {
    return a * b;
  }

  @Override
  public Double divide(Double a, Double b) {
    return a / b;
  }

  @Override
  public int compare(Double a, Double b) {
    double x = a;
    double y = b;
    return x < y ? -1 : x > y ? 1 : 0;
  }

  @Override
  public Double floor(Double a) {
    return Math.floor(a);
  }

  @Override
  public double toDouble(Double a) {
    return a;
  }

  @Override
  public Weights<Double> weights() {
    return this;
  }

  @Override
  public boolean isOne(Double sum) {
    return Math.abs(sum - 1) < ROUNDING;
  }

  @Override
  public boolean isExact() {
    return false;
  }

  @Override
  public Double one() {
    return 0.0;
  }

  @Override
  public Double none() {
    return Double.NEGATIVE_INFINITY;
  }

  @Override
  public boolean isNone(Double weight) {
    return weight == Double.NEGATIVE_INFINITY;
  }

  @Override
  public Double times(Double a, Double b) {
    return a + b;
  }

  @Override
  public Double over(Double a, Double b) {
    if (b == Double.NEGATIVE_INFINITY) {
      throw new ArithmeticException("division by weight 0");
    }
    return a - b;
  }

  @Override
  public Double total(List<Double> weights) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double weight : weights) {
      largest = Math.max(largest, weight);
    }
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (double weight : weights) {
      sum += Math.exp(weight - largest);
    }
    return largest + Math.log(sum);
  }

  @Override
  public Double share(Double part, Double total) {
    return Math.exp(part - total);
  }

  @Override
  public Double of(Double number) {
    double value = number;
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new ArithmeticException("a weight must be finite and not negative: got " + number);
    }
    return Math.log(value);
  }

  @Override
  public double log(Double weight) {
    return weight;
  }
}

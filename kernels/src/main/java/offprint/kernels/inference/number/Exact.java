package offprint.kernels.inference.number;

import java.util.List;

/** Fractions; a weight is the fraction itself. */
public final class Exact implements Arithmetic<Rational>, Weights<Rational> {
  public static final Exact NUMBERS = new Exact();

  private Exact() {}

  @Override
  public Rational of(long whole) {
    return Rational.of(whole);
  }

  @Override
  public Rational parse(String decimal) {
    return Rational.parse(decimal);
  }

  @Override
  public Rational add(Rational a, Rational b) {
    return a.add(b);
  }

  @Override
  public Rational subtract(Rational a, Rational b) {
    return a.subtract(b);
  }

  @Override
  public Rational multiply(Rational a, Rational b) {
    return a.multiply(b);
  }

  @Override
  public Rational divide(Rational a, Rational b) {
    return a.divide(b);
  }

  @Override
  public int compare(Rational a, Rational b) {
    return a.compareTo(b);
  }

  @Override
  public Rational floor(Rational a) {
    return a.floor();
  }

  @Override
  public double toDouble(Rational a) {
    return a.doubleValue();
  }

  @Override
  public Weights<Rational> weights() {
    return this;
  }

  @Override
  public boolean isOne(Rational sum) {
    return sum.equals(Rational.ONE);
  }

  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public Rational one() {
    return Rational.ONE;
  }

  @Override
  public Rational none() {
    return Rational.ZERO;
  }

  @Override
  public boolean isNone(Rational weight) {
    return weight.signum() == 0;
  }

  @Override
  public Rational times(Rational a, Rational b) {
    return a.multiply(b);
  }

  @Override
  public Rational over(Rational a, Rational b) {
    return a.divide(b);
  }

  @Override
  public Rational total(List<Rational> weights) {
    Rational sum = Rational.ZERO;
    for (Rational weight : weights) {
      sum = sum.add(weight);
    }
    return sum;
  }

  @Override
  public Rational share(Rational part, Rational total) {
    return part.divide(total);
  }

  @Override
  public Rational of(Rational number) {
    if (number.signum() < 0) {
      throw new ArithmeticException("a weight must not be negative: got " + number);
    }
    return number;
  }

  @Override
  public double log(Rational weight) {
    return Math.log(weight.doubleValue());
  }
}

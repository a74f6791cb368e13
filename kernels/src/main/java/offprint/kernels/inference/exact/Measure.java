package offprint.kernels.inference.exact;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import offprint.kernels.inference.number.Rational;

/** A finite measure with exact masses; outcomes of mass 0 are not kept. */
public final class Measure<X> {
  private final Map<X, Rational> masses = new LinkedHashMap<>();

  public static <X> Measure<X> point(X outcome) {
    Measure<X> measure = new Measure<>();
    measure.add(outcome, Rational.ONE);
    return measure;
  }

  void add(X outcome, Rational mass) {
    if (mass.signum() != 0) {
      Rational sum = masses.merge(outcome, mass, Rational::add);
      if (sum.signum() == 0) {
        masses.remove(outcome);
      }
    }
  }

  /** Outcomes and their masses, in order of first appearance. */
  public Map<X, Rational> masses() {
    return java.util.Collections.unmodifiableMap(masses);
  }

  public Rational mass(X outcome) {
    return masses.getOrDefault(outcome, Rational.ZERO);
  }

  public int size() {
    return masses.size();
  }

  public Rational total() {
    return masses.values().stream().reduce(Rational.ZERO, Rational::add);
  }

  /** The sum over outcomes of f times mass. */
  public Rational integral(Function<X, Rational> f) {
    return masses.entrySet().stream()
        .map(e -> f.apply(e.getKey()).multiply(e.getValue()))
        .reduce(Rational.ZERO, Rational::add);
  }

  /** The measure of the outcomes' images. */
  public <Y> Measure<Y> map(Function<X, Y> image) {
    Measure<Y> mapped = new Measure<>();
    masses.forEach((outcome, mass) -> mapped.add(image.apply(outcome), mass));
    return mapped;
  }

  /** The probability law; the total must not be 0. */
  public Measure<X> normalised() {
    Rational total = total();
    Measure<X> law = new Measure<>();
    masses.forEach((outcome, mass) -> law.add(outcome, mass.divide(total)));
    return law;
  }

  /** Half the sum of the sizes of all differences. */
  public Rational distance(Measure<X> other) {
    Measure<X> difference = new Measure<>();
    masses.forEach(difference::add);
    other.masses.forEach((outcome, mass) -> difference.add(outcome, mass.negate()));
    return difference.masses.values().stream()
        .map(Rational::abs)
        .reduce(Rational.ZERO, Rational::add)
        .divide(Rational.of(2));
  }

  @Override
  public String toString() {
    return masses.toString();
  }
}

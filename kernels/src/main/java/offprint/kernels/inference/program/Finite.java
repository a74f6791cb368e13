package offprint.kernels.inference.program;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import offprint.kernels.inference.number.Arithmetic;

/** A law of finitely many values, which are drawn by the cumulative sums of their probabilities. */
public final class Finite<W, X> implements Law<W, X> {
  private final Arithmetic<W> numbers;
  private final List<X> values;
  private final List<W> probabilities;
  private final List<W> cumulative = new ArrayList<>();

  /**
   * @throws IllegalArgumentException if a probability is negative or they do not sum to 1
   */
  public Finite(Arithmetic<W> numbers, List<X> values, List<W> probabilities) {
    this.numbers = numbers;
    this.values = List.copyOf(values);
    this.probabilities = List.copyOf(probabilities);
    W zero = numbers.of(0);
    W sum = zero;
    for (W probability : probabilities) {
      if (numbers.compare(probability, zero) < 0) {
        throw new IllegalArgumentException("a probability must be in [0, 1]: got " + probability);
      }
      sum = numbers.add(sum, probability);
      cumulative.add(sum);
    }
    if (!numbers.isOne(sum)) {
      throw new IllegalArgumentException("probabilities must sum to 1: got " + sum);
    }
  }

  /** Each value equally likely. */
  public static <W, X> Finite<W, X> uniform(Arithmetic<W> numbers, List<X> values) {
    W each = numbers.divide(numbers.of(1), numbers.of(values.size()));
    return new Finite<>(numbers, values, values.stream().map(_ -> each).toList());
  }

  public List<X> values() {
    return values;
  }

  public List<W> probabilities() {
    return probabilities;
  }

  /** P(one of the values up to i); a boundary of the uniform number. */
  public List<W> cumulative() {
    return cumulative;
  }

  @Override
  public X draw(Supplier<W> uniforms) {
    W u = uniforms.get();
    int last = values.size() - 1;
    int at = 0;
    while (at < last && numbers.compare(u, cumulative.get(at)) >= 0) {
      at++;
    }
    while (numbers.isZero(probabilities.get(at)) && at > 0) {
      at--; // rounding must not choose what is impossible
    }
    return values.get(at);
  }

  @Override
  public W density(X value) {
    int at = values.indexOf(value);
    return numbers.weights().of(at < 0 ? numbers.of(0) : probabilities.get(at));
  }

  @Override
  public Finite<W, X> finite() {
    return this;
  }

  @Override
  public String toString() {
    return "a law of %d values".formatted(values.size());
  }
}

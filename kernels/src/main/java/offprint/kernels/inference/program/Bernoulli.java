package offprint.kernels.inference.program;

import java.util.List;
import java.util.function.Supplier;
import offprint.kernels.inference.number.Arithmetic;

/** 1 with probability p, else 0; drawn as 1 where the uniform number is below p. */
public record Bernoulli<W>(W p, Arithmetic<W> numbers) implements Law<W, W> {
  /**
   * @throws IllegalArgumentException if p is not in [0, 1]
   */
  public Bernoulli {
    double value = numbers.toDouble(p);
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("p of bernoulli must be in [0, 1]: got " + p);
    }
  }

  @Override
  public W draw(Supplier<W> uniforms) {
    return numbers.of(numbers.compare(uniforms.get(), p) < 0 ? 1 : 0);
  }

  /**
   * @throws IllegalArgumentException if the value is neither 0 nor 1
   */
  @Override
  public W density(W value) {
    double truth = numbers.toDouble(value);
    if (truth != 0 && truth != 1) {
      throw new IllegalArgumentException("a value of bernoulli must be 0 or 1: got " + value);
    }
    return numbers.weights().of(truth == 1 ? p : numbers.subtract(numbers.of(1), p));
  }

  @Override
  public Finite<W, W> finite() {
    W one = numbers.of(1);
    return new Finite<>(numbers, List.of(one, numbers.of(0)), List.of(p, numbers.subtract(one, p)));
  }

  @Override
  public String toString() {
    return "bernoulli(%s)".formatted(p);
  }
}

package offprint.kernels.inference.program;

import java.util.function.Supplier;

/**
 * A probability law.
 *
 * @param <W> numbers and weights
 * @param <X> its values
 */
public interface Law<W, X> {
  /**
   * A value.
   *
   * @param uniforms gives numbers in [0, 1); a law takes a fixed count of them
   */
  X draw(Supplier<W> uniforms);

  /** The density or mass at a value, as a weight. */
  W density(X value);

  /**
   * The values and probabilities of a law with finitely many values, drawn with one uniform number.
   *
   * @throws IllegalArgumentException if there are infinitely many
   */
  default Finite<W, X> finite() {
    throw new IllegalArgumentException(
        "%s has no finite table of fractions, which exact mode needs".formatted(this));
  }
}

package offprint.kernels.inference.number;

import java.util.List;

/**
 * Weights of particles, which are not negative. In floating point a weight is kept as its
 * logarithm.
 *
 * @param <W> a weight, and a number of the {@link Arithmetic} it belongs to
 */
public interface Weights<W> {
  W one();

  /** Weight 0. */
  W none();

  boolean isNone(W weight);

  W times(W a, W b);

  /**
   * a / b.
   *
   * @throws ArithmeticException if b is weight 0
   */
  W over(W a, W b);

  /** The sum. */
  W total(List<W> weights);

  /** part / total as a number; the total is not 0. */
  W share(W part, W total);

  /**
   * The weight of a number.
   *
   * @throws ArithmeticException if it is negative or NaN
   */
  W of(W number);

  /** The logarithm; minus infinity for weight 0. */
  double log(W weight);
}

package offprint.kernels.inference.number;

/**
 * The numbers of a program: {@link Floating} or {@link Exact}.
 *
 * @param <W> a number
 */
public interface Arithmetic<W> {
  W of(long whole);

  /** Of a decimal as it stands in a program. */
  W parse(String decimal);

  W add(W a, W b);

  W subtract(W a, W b);

  W multiply(W a, W b);

  W divide(W a, W b);

  int compare(W a, W b);

  W floor(W a);

  double toDouble(W a);

  /** The weights that go with these numbers. */
  Weights<W> weights();

  /** True if a sum of probabilities is 1: exactly, or within rounding. */
  boolean isOne(W sum);

  /** True if every result is a fraction: functions and laws that are none are refused. */
  boolean isExact();

  default boolean isZero(W a) {
    return compare(a, of(0)) == 0;
  }
}

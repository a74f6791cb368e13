package offprint.papers.perfectreconstruction;

import java.util.List;

/** The worked problems of the paper, and two of their kind. */
enum Problem {
  /** X an integer, its sign and its absolute value. */
  SIGN_ABSOLUTE,
  /** X a vector over GF(2), linear combinations of its bits. */
  LINEAR,
  /** X a divisor of a number, the exponents of its primes. */
  DIVISORS,
  /** X in 1 … n, the exponents of the primes up to n. */
  INTEGERS,
  /** X in 0 … n - 1, remainders. */
  REMAINDERS,
  /** X an order of k items, comparisons of pairs. */
  SORTING;

  /**
   * X and its functions.
   *
   * @param states name of each state
   */
  record Instance(Components components, List<String> states) {}

  /** The settings of the problems; each uses some of them. */
  record Settings(
      int size,
      List<Double> weights,
      List<String> rows,
      List<Integer> moduli,
      List<Integer> omit) {}

  /**
   * @throws IllegalArgumentException naming the setting that does not fit
   */
  Instance build(Settings settings) {
    Instance all =
        switch (this) {
          case SIGN_ABSOLUTE -> SignAbsolute.of(settings.weights);
          case LINEAR -> LinearCombinations.of(settings.rows);
          case DIVISORS -> PrimeSignature.ofDivisors(settings.size);
          case INTEGERS -> PrimeSignature.ofIntegers(settings.size);
          case REMAINDERS -> Remainders.of(settings.size, settings.moduli);
          case SORTING -> Comparisons.of(settings.size);
        };
    Components components = all.components();
    for (int index : settings.omit.stream().sorted(java.util.Comparator.reverseOrder()).toList()) {
      if (index < 1 || index > components.count()) {
        throw new IllegalArgumentException(
            "omit must number functions from 1 to %d: got %d"
                .formatted(all.components().count(), index));
      }
      components = components.without(index - 1);
    }
    return new Instance(components, all.states());
  }
}

package offprint.papers.perfectreconstruction;

import java.util.List;
import java.util.stream.IntStream;
import offprint.kernels.lattice.StateLaw;

/** A uniform integer and the exponents of primes in it. */
final class PrimeSignature {
  private static final int MOST = 2_000;

  private PrimeSignature() {}

  /** X a divisor of {@code number}, the primes those that divide it. */
  static Problem.Instance ofDivisors(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("size must be at least 1: got " + number);
    }
    List<Integer> divisors =
        IntStream.rangeClosed(1, (int) Math.sqrt(number))
            .filter(d -> number % d == 0)
            .flatMap(d -> IntStream.of(d, number / d))
            .distinct()
            .sorted()
            .boxed()
            .toList();
    return of(divisors, divisors.stream().filter(PrimeSignature::isPrime).toList());
  }

  /** X in 1 … n and all primes up to n. */
  static Problem.Instance ofIntegers(int n) {
    if (n < 1 || n > MOST) {
      throw new IllegalArgumentException(
          "size must be 1 to %d for integers: got %d".formatted(MOST, n));
    }
    List<Integer> numbers = IntStream.rangeClosed(1, n).boxed().toList();
    return of(numbers, numbers.stream().filter(PrimeSignature::isPrime).toList());
  }

  private static Problem.Instance of(List<Integer> numbers, List<Integer> primes) {
    Components.Builder builder = new Components.Builder(StateLaw.uniform(numbers.size()));
    for (int prime : primes) {
      builder.add("exponent of " + prime, s -> exponent(numbers.get(s), prime));
    }
    return new Problem.Instance(builder.build(), numbers.stream().map(String::valueOf).toList());
  }

  private static int exponent(int number, int prime) {
    int exponent = 0;
    for (int rest = number; rest % prime == 0; rest /= prime) {
      exponent++;
    }
    return exponent;
  }

  private static boolean isPrime(int n) {
    return n > 1 && IntStream.rangeClosed(2, (int) Math.sqrt(n)).noneMatch(d -> n % d == 0);
  }
}

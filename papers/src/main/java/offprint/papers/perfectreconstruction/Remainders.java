package offprint.papers.perfectreconstruction;

import java.util.List;
import java.util.stream.IntStream;
import offprint.kernels.lattice.StateLaw;

/** A uniform integer in 0 … n - 1 and its remainders. */
final class Remainders {
  private static final int MOST = 1_000_000;

  private Remainders() {}

  static Problem.Instance of(int n, List<Integer> moduli) {
    if (n < 1 || n > MOST) {
      throw new IllegalArgumentException(
          "size must be 1 to %d for remainders: got %d".formatted(MOST, n));
    }
    Components.Builder builder = new Components.Builder(StateLaw.uniform(n));
    for (int modulus : moduli) {
      if (modulus < 1) {
        throw new IllegalArgumentException("moduli must be at least 1: got " + modulus);
      }
      builder.add("mod " + modulus, s -> s % modulus);
    }
    return new Problem.Instance(
        builder.build(), IntStream.range(0, n).mapToObj(String::valueOf).toList());
  }
}

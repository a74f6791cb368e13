package offprint.papers.perfectreconstruction;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.kernels.information.Distribution;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;

/** Random laws, partitions and functions for the experiments. */
final class RandomLattice {
  private final RandomGenerator random;

  RandomLattice(RandomGenerator random) {
    this.random = random;
  }

  /** Dirichlet(1): uniform over all laws of {@code states} states. */
  StateLaw law(int states) {
    double[] weight = new double[states];
    Arrays.setAll(weight, _ -> random.nextExponential() + Double.MIN_NORMAL);
    return StateLaw.of(Distribution.normalise("weights", weight));
  }

  /** Each state gets one of at most {@code classes} values, uniformly. */
  Partition function(int states, int classes) {
    int[] values = new int[states];
    Arrays.setAll(values, _ -> random.nextInt(classes));
    return Partition.of(values);
  }

  /** A random order of 0 … n - 1. */
  static int[] permutation(int n, RandomGenerator random) {
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

  /** From low, included, to high, included. */
  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  /** {@code count} functions of {@code law} into at most {@code classes} values each. */
  Components components(StateLaw law, int count, int classes) {
    Components.Builder builder = new Components.Builder(law);
    for (int i = 0; i < count; i++) {
      Partition function = function(law.states(), classes);
      builder.add("f" + (i + 1), function::block);
    }
    return builder.build();
  }

  /** X = (X_1 … X_n) with independent parts of random laws and 2 to 4 values each. */
  Components independent(int count) {
    double[] p = {1};
    int[] size = new int[count];
    for (int i = 0; i < count; i++) {
      size[i] = between(2, 4);
      StateLaw part = law(size[i]);
      double[] next = new double[p.length * size[i]];
      for (int s = 0; s < next.length; s++) {
        next[s] = p[s / size[i]] * part.mass(s % size[i]);
      }
      p = next;
    }
    Components.Builder builder = new Components.Builder(StateLaw.of(p));
    int stride = p.length;
    for (int i = 0; i < count; i++) {
      stride /= size[i];
      int step = stride;
      int values = size[i];
      builder.add("X" + (i + 1), s -> s / step % values);
    }
    return builder.build();
  }
}

package offprint.papers.mecb;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.Entropy;

/**
 * A deterministic map from symbols to blocks, T = g(X), so I(X; T) = H(T). Blocks are numbered in
 * order of their first symbol.
 */
final class Code {
  private final double[] p;
  private final int[] block;
  private final double[] mass;

  private Code(double[] p, int[] block, double[] mass) {
    this.p = p;
    this.block = block;
    this.mass = mass;
  }

  /**
   * @param p law of X [symbols]
   * @param label equal where two symbols share a block [symbols], not negative
   */
  static Code of(double[] p, int[] label) {
    int[] number = new int[Arrays.stream(label).max().orElse(0) + 1];
    int[] block = new int[p.length];
    double[] mass = new double[p.length];
    int count = 0;
    for (int x = 0; x < p.length; x++) {
      if (number[label[x]] == 0) {
        number[label[x]] = ++count;
      }
      block[x] = number[label[x]] - 1;
      mass[block[x]] += p[x];
    }
    return new Code(p, block, Arrays.copyOf(mass, count));
  }

  /** The code of a partition: {@code block[k]} has bit x set where symbol x lies in block k. */
  static Code ofMasks(double[] p, int[] block, int count) {
    int[] label = new int[p.length];
    for (int k = 0; k < count; k++) {
      for (int x = 0; x < p.length; x++) {
        label[x] = (block[k] >> x & 1) == 1 ? k : label[x];
      }
    }
    return of(p, label);
  }

  static Code identity(double[] p) {
    return of(p, IntStream.range(0, p.length).toArray());
  }

  static Code constant(double[] p) {
    return of(p, new int[p.length]);
  }

  /** Law of X [symbols]; not to be changed. */
  double[] source() {
    return p;
  }

  int symbols() {
    return p.length;
  }

  int blocks() {
    return mass.length;
  }

  int block(int symbol) {
    return block[symbol];
  }

  int[] labels() {
    return block.clone();
  }

  /** p_T [blocks]; not to be changed. */
  double[] mass() {
    return mass;
  }

  /** H(T) = I(X; T). */
  double entropyBits() {
    return mass.length == 1 ? 0 : Entropy.bits(mass);
  }

  /** The joint law of X and T. */
  Coupling joint() {
    int[] row = IntStream.range(0, p.length).toArray();
    return new Coupling(p.length, mass.length, row, block, p);
  }

  /**
   * This code with its smallest blocks merged until {@code most} remain: the merges that cost least
   * entropy.
   */
  Code atMost(int most) {
    if (mass.length <= most) {
      return this;
    }
    double[] merged = Arrays.copyOf(mass, 2 * mass.length);
    int[] target = new int[2 * mass.length];
    PriorityQueue<Integer> lightest =
        new PriorityQueue<>(Comparator.comparingDouble((Integer node) -> merged[node]));
    for (int made = 0; made < mass.length || lightest.size() > most; made++) {
      target[made] = made;
      if (made >= mass.length) {
        for (int pick = 0; pick < 2; pick++) {
          int node = lightest.remove();
          target[node] = made;
          merged[made] += merged[node];
        }
      }
      lightest.add(made);
    }
    int[] label = new int[p.length];
    for (int x = 0; x < p.length; x++) {
      label[x] = block[x];
      while (target[label[x]] != label[x]) {
        label[x] = target[label[x]];
      }
    }
    return of(p, label);
  }
}

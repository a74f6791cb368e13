package offprint.papers.mecb;

import static offprint.kernels.information.Entropy.mergeLossBits;
import static offprint.kernels.information.Entropy.termBits;

import offprint.kernels.information.DescendingOrder;
import offprint.kernels.information.Entropy;

/**
 * Algorithm 1: symbols in order of mass; while the entropy exceeds the rate, merge the two smallest
 * blocks if that suffices, else the two largest. Misses the best map by at most h(p_2), p_2 the
 * second largest mass (theorem 2). O(n): the sort is a radix sort.
 *
 * <p>The largest block is always a prefix of the order, so with k symbols in it the entropy is -S_k
 * log S_k plus the terms of the others, S_k their prefix sum; it falls with k, so the last merge is
 * found by halving.
 *
 * @param order symbols by falling mass
 * @param prefix symbols in the large block just before the last merge; 0 where all fit the rate
 * @param entropyBits of the blocks just before the last merge
 */
record GreedyCompression(
    double[] p, int[] order, int prefix, double entropyBits, double limitBits) {

  static GreedyCompression of(double[] p, double rateBits) {
    double limit = Compressor.limit(rateBits);
    int n = p.length;
    int[] order = DescendingOrder.of(p);
    double whole = Entropy.bits(p);
    if (whole <= limit) {
      return new GreedyCompression(p, order, 0, whole, limit);
    }
    double[] sum = new double[n + 1];
    double[] rest = new double[n + 1];
    rest[0] = whole;
    for (int k = 0; k < n; k++) {
      sum[k + 1] = sum[k] + p[order[k]];
      rest[k + 1] = rest[k] - termBits(p[order[k]]);
    }
    int low = 1;
    int high = n;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean fits = termBits(sum[middle]) + rest[middle] <= limit;
      low = fits ? low : middle + 1;
      high = fits ? middle : high;
    }
    int prefix = high == n ? n : high - 1;
    double before = prefix == 1 ? whole : termBits(sum[high - 1]) + rest[high - 1];
    return new GreedyCompression(p, order, prefix, before, limit);
  }

  /** h(p_2), the bound on the distance of the greedy map from the best one. */
  static double guaranteeBits(double[] p) {
    return p.length < 2 ? 0 : Entropy.binaryBits(p[DescendingOrder.of(p)[1]]);
  }

  double mass(int rank) {
    return p[order[rank]];
  }

  /** True where all symbols fit the rate as they are. */
  boolean isIdentity() {
    return prefix == 0;
  }

  /** True where nothing but one block fits the rate. */
  boolean isConstant() {
    return prefix == p.length;
  }

  /** Mass of the large block just before the last merge. */
  double prefixMass() {
    double sum = 0;
    for (int rank = 0; rank < prefix; rank++) {
      sum += p[order[rank]];
    }
    return sum;
  }

  Code code() {
    int n = p.length;
    if (prefix == 0) {
      return Code.identity(p);
    }
    if (prefix == n) {
      return Code.constant(p);
    }
    boolean smallest = entropyBits - mergeLossBits(p[order[n - 2]], p[order[n - 1]]) <= limitBits;
    return smallest ? merged(prefix, n - 2, n - 1) : merged(prefix + 1, 0, 0);
  }

  /** The code whose large block has {@code size} symbols, and the ranks a and b share a block. */
  Code merged(int size, int a, int b) {
    int[] label = new int[p.length];
    for (int rank = 0; rank < p.length; rank++) {
      label[order[rank]] = rank < size ? 0 : rank;
    }
    label[order[b]] = label[order[a]];
    return Code.of(p, label);
  }
}

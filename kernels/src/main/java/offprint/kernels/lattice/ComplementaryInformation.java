package offprint.kernels.lattice;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Complementary information: Z with Y v Z = X and Y ^ Z = 0 (algorithm 2). */
public final class ComplementaryInformation {
  private ComplementaryInformation() {}

  /**
   * The complement of {@code y} in {@code x} with the smallest entropy: within each block of Y the
   * blocks of X by falling mass, ties in order of first state, and Z is the rank. Rank 0 meets
   * every block of Y, so the meet is constant; no other labelling majorises these masses. H(Z) >=
   * H(X|Y).
   *
   * @return rank of the block of X, by state [n]
   * @throws IllegalArgumentException if Y is not a function of X
   */
  public static int[] ranks(Partition x, Partition y, StateLaw law) {
    if (!x.determines(y)) {
      throw new IllegalArgumentException("y must be a function of x");
    }
    double[] mass = law.blockMasses(x);
    int[] owner = new int[x.blocks()];
    for (int s = 0; s < x.states(); s++) {
      owner[x.block(s)] = y.block(s);
    }
    Integer[] order = IntStream.range(0, owner.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (a, b) -> Double.compare(mass[b], mass[a]));
    int[] next = new int[y.blocks()];
    int[] rank = new int[owner.length];
    for (int block : order) {
      rank[block] = next[owner[block]]++;
    }
    int[] byState = new int[x.states()];
    Arrays.setAll(byState, s -> rank[x.block(s)]);
    return byState;
  }
}

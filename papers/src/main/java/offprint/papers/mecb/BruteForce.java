package offprint.papers.mecb;

import static offprint.kernels.information.Entropy.termBits;

import java.util.Arrays;
import offprint.kernels.combinatorics.DisjointSets;

/**
 * The most I(X; T) with H(T) at most R over all encoders of a small law, by search. For given p_T
 * the best joint law is a vertex of a transport polytope, so its support is a forest: with n
 * symbols and k blocks at most n + k - 1 cells. Every forest is tried, up to renaming blocks. Each
 * has at most k - 1 free shares of mass; all but one run over a grid that is refined around its
 * best point, the last is solved for H(T) = R at every crossing.
 */
final class BruteForce {
  private static final int SCAN = 24;
  private static final int ROUNDS = 5;

  private final double[] p;
  private final double rateBits;
  private final int blocks;
  private final int grid;
  private final int[] support;
  private final double[] mass;
  private double[] bestShare = {};
  private double bestHere;
  private double informationBits = Double.NEGATIVE_INFINITY;
  private double entropyBits;

  private BruteForce(double[] p, double rateBits, int blocks, int grid) {
    this.p = p;
    this.rateBits = rateBits;
    this.blocks = blocks;
    this.grid = grid;
    support = new int[p.length];
    mass = new double[blocks];
  }

  /** The best encoder's H(T) and I(X; T). */
  record Optimum(double entropyBits, double informationBits) {}

  /**
   * @param blocks most blocks of T
   * @param grid points of each gridded share
   */
  static Optimum search(double[] p, double rateBits, int blocks, int grid, Runnable onSupport) {
    BruteForce search = new BruteForce(p, rateBits, blocks, grid);
    search.choose(0, 0, onSupport);
    return new Optimum(search.entropyBits, search.informationBits);
  }

  /** Chooses the blocks of row x; new blocks come in order. */
  private void choose(int x, int used, Runnable onSupport) {
    if (x == p.length) {
      int free = Arrays.stream(support).map(s -> Integer.bitCount(s) - 1).sum();
      if (free < used && isForest()) {
        onSupport.run();
        optimise(free);
      }
      return;
    }
    for (int s = 1; s < 1 << blocks; s++) {
      int fresh = s >> used;
      if ((fresh & (fresh + 1)) == 0) {
        support[x] = s;
        choose(x + 1, used + Integer.bitCount(fresh), onSupport);
      }
    }
  }

  private boolean isForest() {
    DisjointSets trees = new DisjointSets(p.length + blocks);
    boolean forest = true;
    for (int x = 0; x < p.length; x++) {
      for (int s = support[x]; s != 0; s &= s - 1) {
        forest &= trees.unite(x, p.length + Integer.numberOfTrailingZeros(s));
      }
    }
    return forest;
  }

  private void optimise(int free) {
    double[] share = new double[free];
    double[] centre = new double[Math.max(0, free - 1)];
    Arrays.fill(centre, 0.5);
    double width = 1;
    bestHere = Double.NEGATIVE_INFINITY;
    for (int round = 0; round < (free < 2 ? 1 : ROUNDS); round++) {
      walk(0, share, centre, width);
      if (bestHere == Double.NEGATIVE_INFINITY) {
        return;
      }
      centre = bestShare.clone();
      width *= 3.0 / grid;
    }
  }

  private void walk(int k, double[] share, double[] centre, double width) {
    if (k >= share.length - 1) {
      crossings(share);
      return;
    }
    for (int g = 0; g < grid; g++) {
      share[k] = centre[k] + width * ((g + 0.5) / grid - 0.5);
      if (share[k] > 0 && share[k] < 1) {
        walk(k + 1, share, centre, width);
      }
    }
  }

  /** Solves the last share for H(T) = R, and notes grid points below the rate as well. */
  private void crossings(double[] share) {
    if (share.length == 0) {
      note(share);
      return;
    }
    double low = 1e-12;
    boolean below = at(low, share);
    for (int g = 1; g <= SCAN; g++) {
      double high = Math.min((double) g / SCAN, 1 - 1e-12);
      boolean next = at(high, share);
      double end = high;
      for (int i = 0; i < 50 && next != below; i++) {
        double middle = (low + end) / 2;
        boolean same = at(middle, share) == below;
        low = same ? middle : low;
        end = same ? end : middle;
      }
      low = high;
      below = next;
    }
  }

  /** True if H(T) is below the rate with this last share. */
  private boolean at(double last, double[] share) {
    share[share.length - 1] = last;
    return note(share) < rateBits;
  }

  /** H(T) at these shares, which are remembered if I(X; T) is the largest so far. */
  private double note(double[] share) {
    Arrays.fill(mass, 0);
    double joint = 0;
    int next = 0;
    for (int x = 0; x < p.length; x++) {
      double left = p[x];
      for (int s = support[x]; s != 0; s &= s - 1) {
        boolean end = (s & (s - 1)) == 0;
        double cell = end ? left : left * share[next++];
        left -= cell;
        mass[Integer.numberOfTrailingZeros(s)] += cell;
        joint += termBits(cell);
      }
      joint -= termBits(p[x]);
    }
    double entropy = 0;
    for (double m : mass) {
      entropy += termBits(m);
    }
    double information = entropy - joint;
    if (entropy <= Compressor.limit(rateBits)) {
      if (information > bestHere) {
        bestHere = information;
        bestShare = Arrays.copyOf(share, Math.max(0, share.length - 1));
      }
      if (information > informationBits) {
        informationBits = information;
        entropyBits = entropy;
      }
    }
    return entropy;
  }
}

package offprint.papers.mecb;

import static offprint.kernels.information.Entropy.mergeLossBits;

/**
 * Algorithm 1 refined: on its path only the last step matters (before it no single merge suffices,
 * after it entropy only falls), so there the best of all pairs is merged, found in one pass because
 * the loss of a merge grows with both masses. Up to 2000 symbols moves and swaps of single symbols
 * then raise the entropy to a local optimum, also from the bins of {@link Bins}.
 */
final class RefinedCompression {
  private static final int MOST_FOR_SEARCH = 2000;

  private RefinedCompression() {}

  static Code compress(double[] p, double rateBits) {
    GreedyCompression greedy = GreedyCompression.of(p, rateBits);
    Code best = greedy.code();
    if (greedy.isIdentity()) {
      return best;
    }
    Pair pair = Pair.best(greedy);
    best = better(best, pair.below());
    if (p.length > MOST_FOR_SEARCH) {
      return best;
    }
    double limit = greedy.limitBits();
    best = MoveSearch.climb(best, limit);
    best = better(best, MoveSearch.climb(greedy.code(), limit));
    best = better(best, MoveSearch.climb(Bins.longestFirst(p, rateBits), limit));
    return better(best, MoveSearch.climb(Bins.balanced(p, rateBits), limit));
  }

  static Code better(Code a, Code b) {
    return b.entropyBits() > a.entropyBits() ? b : a;
  }

  /**
   * The single merges at the last step of algorithm 1 that come nearest to the rate.
   *
   * @param below the one with the largest entropy within the rate
   * @param above the one with the least entropy beyond the rate; the same as below where there is
   *     none
   */
  record Pair(Code below, Code above) {
    static Pair best(GreedyCompression g) {
      if (g.isIdentity() || g.isConstant()) {
        return new Pair(g.code(), g.code());
      }
      int blocks = g.p().length - g.prefix() + 1;
      double[] mass = new double[blocks];
      mass[0] = g.prefixMass();
      for (int block = 1; block < blocks; block++) {
        mass[block] = g.mass(g.prefix() + block - 1);
      }
      double need = g.entropyBits() - g.limitBits();
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      int[] below = {0, 1};
      int[] above = {0, 0};
      int b = blocks - 1;
      for (int a = 0; a < b; a++) {
        double loss = mergeLossBits(mass[a], mass[b]);
        while (b > a && loss < need) {
          if (loss > most) {
            most = loss;
            above = new int[] {a, b};
          }
          b--;
          loss = b > a ? mergeLossBits(mass[a], mass[b]) : loss;
        }
        if (b > a && loss < least) {
          least = loss;
          below = new int[] {a, b};
        }
      }
      Code code = merge(g, below);
      return new Pair(code, above[1] == 0 ? code : merge(g, above));
    }

    private static Code merge(GreedyCompression g, int[] pair) {
      int first = pair[0] == 0 ? 0 : g.prefix() + pair[0] - 1;
      return g.merged(g.prefix(), first, g.prefix() + pair[1] - 1);
    }
  }
}

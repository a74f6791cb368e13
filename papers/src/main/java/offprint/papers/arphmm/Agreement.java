package offprint.papers.arphmm;

import java.util.Arrays;
import java.util.List;

/**
 * Shares of unlabelled rows whose most probable regime is the true one.
 *
 * @param bestPermutation with regimes renumbered for the best agreement (greedily above eight
 *     regimes)
 * @param mostFrequent the share if every row were assigned the most frequent true regime
 */
record Agreement(double asNumbered, double bestPermutation, double mostFrequent) {
  private static final int MOST_PERMUTED = 8;

  static Agreement of(List<Decoding> decodings, int regimes) {
    int[][] counts = new int[regimes][regimes];
    int beyond = 0;
    for (Decoding d : decodings) {
      for (int r = d.skip(); r < d.series().rows(); r++) {
        int truth = d.series().truth()[r];
        if (d.series().labelled(r)) {
          continue;
        }
        if (truth < regimes) {
          counts[d.regime(r)][truth]++;
        } else {
          beyond++;
        }
      }
    }
    return of(counts, beyond);
  }

  /**
   * @param counts [found][true]
   * @param beyond rows whose true regime is not among the model's
   */
  static Agreement of(int[][] counts, int beyond) {
    int n = counts.length;
    double all = beyond + Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
    int same = 0;
    int[] truths = new int[n];
    for (int k = 0; k < n; k++) {
      same += counts[k][k];
      for (int l = 0; l < n; l++) {
        truths[l] += counts[k][l];
      }
    }
    int most = Arrays.stream(truths).max().orElse(0);
    int best = n <= MOST_PERMUTED ? permuted(counts, 0, new boolean[n]) : greedy(counts);
    return all == 0 ? new Agreement(0, 0, 0) : new Agreement(same / all, best / all, most / all);
  }

  private static int permuted(int[][] counts, int found, boolean[] used) {
    int best = 0;
    for (int l = 0; found < counts.length && l < counts.length; l++) {
      if (!used[l]) {
        used[l] = true;
        best = Math.max(best, counts[found][l] + permuted(counts, found + 1, used));
        used[l] = false;
      }
    }
    return best;
  }

  private static int greedy(int[][] counts) {
    boolean[] found = new boolean[counts.length];
    boolean[] used = new boolean[counts.length];
    int sum = 0;
    for (int round = 0; round < counts.length; round++) {
      int bestK = -1;
      int bestL = -1;
      for (int k = 0; k < counts.length; k++) {
        for (int l = 0; l < counts.length; l++) {
          boolean free = !found[k] && !used[l];
          if (free && (bestK < 0 || counts[k][l] > counts[bestK][bestL])) {
            bestK = k;
            bestL = l;
          }
        }
      }
      found[bestK] = true;
      used[bestL] = true;
      sum += counts[bestK][bestL];
    }
    return sum;
  }
}

package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.stream.IntStream;
import offprint.kernels.convex.Cholesky;
import offprint.kernels.convex.DampedNewton;
import offprint.kernels.convex.Optimum;
import offprint.kernels.convex.WordPartition;

/**
 * Maximum entropy over all words with the observed frequencies of some sets of bits. Patterns of a
 * set that never occur exclude words: those get probability 0, and the set's multiplier is
 * infinite.
 *
 * @param free false where data exclude words, so that the multiplier is infinite or has no effect
 * @param multiplier lambda of each set, NaN unless free
 * @param error standard error of each multiplier, NaN unless free
 * @param p [2^bits]
 */
record WordModel(
    int[] sets, boolean[] free, double[] multiplier, double[] error, double[] p, Optimum optimum) {

  /**
   * @param together [2^bits] how often all bits of a set are 1 in the data, as whole numbers
   * @param sets bit masks whose frequencies are known, each after its subsets
   * @param onStep may throw to stop
   */
  static WordModel solve(int bits, double[] together, int[] sets, Newton newton, Runnable onStep) {
    boolean[] excluded = new boolean[1 << bits];
    boolean[] free = new boolean[sets.length];
    for (int a = 0; a < sets.length; a++) {
      free[a] = !excludeEmptyCells(together, sets[a], excluded);
    }
    int[] kept = IntStream.range(0, sets.length).filter(a -> free[a]).toArray();
    int[] keptSets = Arrays.stream(kept).map(a -> sets[a]).toArray();
    double[] targets =
        Arrays.stream(keptSets).mapToDouble(s -> together[s] / together[0]).toArray();
    WordPartition dual = new WordPartition(bits, keptSets, targets, excluded);
    double[] start = new double[kept.length];
    for (int a = 0; a < kept.length; a++) {
      if (Integer.bitCount(keptSets[a]) == 1) {
        start[a] = -StrictMath.log(targets[a] / (1 - targets[a]));
      }
    }
    Optimum optimum =
        DampedNewton.minimise(
            dual, start, newton.tol(), newton.maxIter(), -1e-6, _ -> onStep.run());
    double[] multiplier = new double[sets.length];
    double[] error = new double[sets.length];
    Arrays.fill(multiplier, Double.NaN);
    Arrays.fill(error, Double.NaN);
    if (kept.length > 0) {
      double[] variance = Cholesky.damped(optimum.hessian(), kept.length).inverseDiagonal();
      for (int a = 0; a < kept.length; a++) {
        multiplier[kept[a]] = optimum.point()[a];
        error[kept[a]] = Math.sqrt(variance[a] / together[0]);
      }
    }
    return new WordModel(
        sets, free, multiplier, error, dual.probabilities(optimum.point()), optimum);
  }

  /**
   * Excludes the words that agree on {@code set} with a pattern that never occurs.
   *
   * @return whether there is such a pattern: the set's frequency then follows from its subsets'
   */
  private static boolean excludeEmptyCells(double[] together, int set, boolean[] excluded) {
    boolean any = false;
    for (int ones = set; ; ones = (ones - 1) & set) {
      int zeros = set & ~ones;
      double count = 0;
      for (int more = zeros; ; more = (more - 1) & zeros) {
        count += (Integer.bitCount(more) % 2 == 0 ? 1 : -1) * together[ones | more];
        if (more == 0) {
          break;
        }
      }
      if (count == 0) {
        any = true;
        for (int x = 0; x < excluded.length; x++) {
          excluded[x] |= (x & set) == ones;
        }
      }
      if (ones == 0) {
        return any;
      }
    }
  }

  int size() {
    return sets.length;
  }

  int freeConstraints() {
    return (int) IntStream.range(0, size()).filter(a -> free[a]).count();
  }

  /** Multiplier in standard errors. */
  double z(int a) {
    return multiplier[a] / error[a];
  }

  boolean isConverged() {
    return optimum.end() == Optimum.End.CONVERGED;
  }
}

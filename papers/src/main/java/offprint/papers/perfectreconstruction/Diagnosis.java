package offprint.papers.perfectreconstruction;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import offprint.kernels.information.ChowLiuTree;
import offprint.kernels.lattice.JointEntropies;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;

/**
 * The tests of reconstruction, from the weakest to the exact one.
 *
 * @param stateEntropyBits H(X)
 * @param entropyBits H(X_i) [n]
 * @param rajski d(X, X_i) = 1 - H(X_i) / H(X) [n]
 * @param treeBoundBits sum H(X_i) less the weight of the Chow-Liu tree, at least H(X_1 … X_n)
 * @param jointEntropyBits H(X_1 … X_n)
 * @param classes number of different tuples (X_1 … X_n)
 * @param states number of states of X
 * @param guessError error of the best guess of X from the tuple
 */
record Diagnosis(
    double stateEntropyBits,
    List<Double> entropyBits,
    List<Double> rajski,
    double treeBoundBits,
    double jointEntropyBits,
    int classes,
    int states,
    double guessError) {
  private static final double TOLERANCE = 1e-9;

  static Diagnosis of(Components components) {
    StateLaw law = components.law();
    JointEntropies pairs = JointEntropies.of(components.parts(), law, _ -> {});
    int n = components.count();
    double h = components.entropyBits();
    List<Double> entropies = IntStream.range(0, n).mapToObj(pairs::single).toList();
    List<Double> rajski =
        entropies.stream().map(hi -> h > 0 ? Math.max(0, 1 - hi / h) : 0.0).toList();
    Partition join = components.join();
    double sum = sum(entropies);
    double tree = sum - ChowLiuTree.weight(pairs.information(), IntStream.range(0, n).toArray());
    boolean exact = join.blocks() == components.states();
    return new Diagnosis(
        h,
        entropies,
        rajski,
        tree,
        exact ? h : law.entropyBits(join),
        join.blocks(),
        components.states(),
        exact ? 0 : guessError(join, law));
  }

  private static double guessError(Partition join, StateLaw law) {
    double[] best = new double[join.blocks()];
    for (int s = 0; s < join.states(); s++) {
      best[join.block(s)] = Math.max(best[join.block(s)], law.mass(s));
    }
    double right = 0;
    for (double mass : best) {
      right += mass;
    }
    return Math.max(0, 1 - right);
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** How far rounding may move an entropy of {@code bits}; a tie is never called impossible. */
  static double toleranceBits(double bits) {
    return TOLERANCE * Math.max(1, bits);
  }

  /**
   * Smallest m with the m largest of {@code bits} summing to {@code need}; one more than there are
   * if all do not.
   */
  static int fewest(List<Double> bits, double need) {
    List<Double> largest = bits.stream().sorted(Comparator.reverseOrder()).toList();
    double enough = need - toleranceBits(need);
    double sum = 0;
    int m = 0;
    while (m < largest.size() && sum < enough) {
      sum += largest.get(m++);
    }
    return sum < enough ? m + 1 : m;
  }

  /**
   * Smallest number of functions that the condition allows; one more than there are if it allows
   * none.
   */
  int leastFunctions() {
    return fewest(entropyBits, stateEntropyBits);
  }

  double sumEntropyBits() {
    return sum(entropyBits);
  }

  /** Sum of d(X, X_i). */
  double sumRajski() {
    return sum(rajski);
  }

  /** n - 1 - sum d(X, X_i): below 0, X cannot be recovered. 0 for no function of a constant. */
  double slack() {
    return stateEntropyBits == 0 && rajski.isEmpty() ? 0 : rajski.size() - 1 - sumRajski();
  }

  /** Chow-Liu bound less H(X): below 0, X cannot be recovered. Never above sum H(X_i) - H(X). */
  double treeMarginBits() {
    return treeBoundBits - stateEntropyBits;
  }

  /** H(X) - H(X_1 … X_n) = H(X | X_1 … X_n). */
  double deficitBits() {
    return stateEntropyBits - jointEntropyBits;
  }

  boolean reconstructs() {
    return classes == states;
  }

  boolean conditionHolds() {
    return sumEntropyBits() >= stateEntropyBits - toleranceBits(stateEntropyBits);
  }

  boolean treeHolds() {
    return treeMarginBits() >= -toleranceBits(stateEntropyBits);
  }

  Verdict verdict() {
    if (reconstructs()) {
      boolean equality =
          Math.abs(sumEntropyBits() - stateEntropyBits) <= toleranceBits(stateEntropyBits);
      boolean independent = equality && !rajski.isEmpty() && stateEntropyBits > 0;
      return independent ? Verdict.RECONSTRUCTS_INDEPENDENT : Verdict.RECONSTRUCTS_EXACT;
    }
    if (!conditionHolds()) {
      return Verdict.IMPOSSIBLE_CONDITION;
    }
    return treeHolds() ? Verdict.IMPOSSIBLE_EXACT : Verdict.IMPOSSIBLE_TREE;
  }
}

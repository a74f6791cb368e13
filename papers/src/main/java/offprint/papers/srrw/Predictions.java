package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import offprint.kernels.markov.SelfRepellentVariance;

/** The errors that theory predicts for the arms of a sampling, by arm and value. */
final class Predictions {
  private final List<Arm> arms;
  private final double gammaExp;

  /** By arm, then value; empty where theory does not cover the arm. */
  private final List<List<SelfRepellentVariance>> known = new ArrayList<>();

  /**
   * Solves for the asymptotic variances; slow on large graphs.
   *
   * @param onStep told each step; may throw to stop
   */
  Predictions(
      List<Arm> arms, Values values, Sampling sampling, double gammaExp, IntConsumer onStep) {
    this.arms = arms;
    this.gammaExp = gammaExp;
    for (Arm arm : arms) {
      List<SelfRepellentVariance> row = new ArrayList<>();
      for (int f = 0; arm.predicted() && f < values.rows().length; f++) {
        row.add(arm.variance(values.rows()[f], sampling.truth(f), onStep));
      }
      known.add(row);
    }
  }

  /** The plain walk's variance of the first value. */
  SelfRepellentVariance plain() {
    return known.get(Arm.PLAIN).getFirst();
  }

  /** Variance / n for a = 1, variance g_n for a &lt; 1; NaN where theory says nothing. */
  double squaredError(int arm, int value, double hops) {
    if (arms.get(arm).jumps()) {
      return known.get(Arm.PLAIN).get(value).independent() / hops;
    }
    List<SelfRepellentVariance> row = known.get(arm);
    return row.isEmpty()
        ? Double.NaN
        : row.get(value).of(arms.get(arm).alpha(), gammaExp == 1) * Math.pow(hops, -gammaExp);
  }
}

package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The errors that theory predicts for the arms of a sampling, by arm and value. */
final class Predictions {
  private final List<Arm> arms;
  private final double gammaExp;

  /** By arm, then value; empty where theory does not cover the arm. */
  private final List<List<Prediction>> known = new ArrayList<>();

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
      List<Prediction> row = new ArrayList<>();
      for (int f = 0; arm.predicted() && f < values.rows().length; f++) {
        row.add(new Prediction(arm, values.rows()[f], sampling.truth(f), onStep));
      }
      known.add(row);
    }
  }

  /** The plain walk's prediction of the first value. */
  Prediction plain() {
    return known.get(Arm.PLAIN).getFirst();
  }

  /** NaN where theory says nothing. */
  double squaredError(int arm, int value, double hops) {
    if (arms.get(arm).jumps()) {
      return known.get(Arm.PLAIN).get(value).independent() / hops;
    }
    List<Prediction> row = known.get(arm);
    return row.isEmpty()
        ? Double.NaN
        : row.get(value).squaredError(arms.get(arm).alpha(), hops, gammaExp);
  }
}

package offprint.papers.srrw;

import java.util.random.RandomGenerator;
import offprint.kernels.markov.Walk;

/**
 * Trains by tokens and compares them with the batch minimum. A trace has one column, the squared
 * distance; the results kept are the first walks' theta.
 */
record Training(Objective objective, Optimiser optimiser, double[] minimum) {
  /** Column of a trace: |theta - theta*|^2. */
  static final int SQUARED_DISTANCE = 0;

  private static final int KEPT = 5;

  Trace run(Trials trials, Arm arm, RandomGenerator seeds) {
    return trials.run(arm, KEPT, seeds, walk -> new Carrier(walk, arm));
  }

  private final class Carrier implements Trials.Companion {
    private final Walk walk;
    private final Token token;

    Carrier(Walk walk, Arm arm) {
      this.walk = walk;
      token = new Token(objective, optimiser, arm.importance());
    }

    @Override
    public void hop(long count, RandomGenerator random) {
      token.walk(walk, count, random);
    }

    @Override
    public double[] reading() {
      return new double[] {token.squaredDistance(minimum)};
    }

    @Override
    public double[] result() {
      return token.result();
    }
  }
}

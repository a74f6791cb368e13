package offprint.kernels.markov;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * States drawn independently from a law: what a walk would be if it could jump anywhere. O(log
 * states) a draw.
 */
public final class IndependentDraws implements Walk {
  private final double[] cumulative;
  private final double[] count;
  private long draws;

  /**
   * @param law positive, sums to 1 [states]
   */
  public IndependentDraws(double[] law) {
    cumulative = law.clone();
    Arrays.parallelPrefix(cumulative, Double::sum);
    count = new double[law.length];
  }

  @Override
  public int hop(RandomGenerator random) {
    double u = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, u);
    int state = Math.min(cumulative.length - 1, found < 0 ? -found - 1 : found + 1);
    count[state]++;
    draws++;
    return state;
  }

  @Override
  public double[] visits() {
    double[] x = new double[count.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = count[i] / Math.max(1, draws);
    }
    return x;
  }
}

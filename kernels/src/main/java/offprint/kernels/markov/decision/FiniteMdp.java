package offprint.kernels.markov.decision;

import java.util.random.RandomGenerator;

/**
 * A Markov decision process with states 0..S-1 and actions 0..A-1. Transitions are lists: from
 * state s by action a, state {@code successors(s, a)[k]} is entered with probability {@code
 * probabilities(s, a)[k]}; entering s' pays {@code reward(s')}. Terminal states end an episode.
 */
public final class FiniteMdp {
  private final int[][][] successor;
  private final double[][][] probability;
  private final double[] reward;
  private final boolean[] terminal;

  /**
   * Takes the arrays without copying.
   *
   * @param successor [states][actions][k]
   * @param probability [states][actions][k], summing to 1 over k
   * @param reward [states]
   * @param terminal [states]
   */
  public FiniteMdp(
      int[][][] successor, double[][][] probability, double[] reward, boolean[] terminal) {
    this.successor = successor;
    this.probability = probability;
    this.reward = reward;
    this.terminal = terminal;
  }

  public int states() {
    return reward.length;
  }

  public int actions() {
    return successor[0].length;
  }

  /** Not to be changed. */
  public int[] successors(int state, int action) {
    return successor[state][action];
  }

  /** Not to be changed. */
  public double[] probabilities(int state, int action) {
    return probability[state][action];
  }

  /** Paid on entering {@code state}. */
  public double reward(int state) {
    return reward[state];
  }

  public boolean isTerminal(int state) {
    return terminal[state];
  }

  /** The state entered from {@code state} by {@code action}, drawn at random. */
  public int step(int state, int action, RandomGenerator random) {
    double u = random.nextDouble();
    double[] p = probability[state][action];
    int[] next = successor[state][action];
    for (int k = 0; k < p.length - 1; k++) {
      u -= p[k];
      if (u < 0) {
        return next[k];
      }
    }
    return next[p.length - 1];
  }
}

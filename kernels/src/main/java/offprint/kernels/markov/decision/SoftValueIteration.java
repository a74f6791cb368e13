package offprint.kernels.markov.decision;

import java.util.function.IntConsumer;

/**
 * Maximum-entropy control: the fixed point of Q(s,a) = E[r'] + gamma E[V(s')], V(s) = beta log
 * sum_a exp(Q(s,a) / beta), with V = 0 at terminal states. Values are in units of reward, entropy
 * in nats. The policy is softmax(Q / beta).
 */
public final class SoftValueIteration {
  /** Sweeps end once no value moves by more than this, relative to the largest. */
  public static final double TOLERANCE = 1e-12;

  private final double[] value;
  private final double[][] policy;

  private SoftValueIteration(double[] value, double[][] policy) {
    this.value = value;
    this.policy = policy;
  }

  /**
   * @param beta temperature, above 0
   * @param gamma discount, in [0, 1)
   * @param onSweep told the number of each sweep; may throw to stop
   * @throws ArithmeticException if a value is not finite, naming sweep and state
   */
  public static SoftValueIteration solve(
      FiniteMdp mdp, double beta, double gamma, IntConsumer onSweep) {
    double[] value = new double[mdp.states()];
    double[][] policy = new double[mdp.states()][mdp.actions()];
    int sweep = 0;
    double change = Double.POSITIVE_INFINITY;
    double scale = 1;
    while (change > TOLERANCE * scale) {
      onSweep.accept(++sweep);
      change = 0;
      double[] next = new double[value.length];
      for (int s = 0; s < value.length; s++) {
        next[s] = mdp.isTerminal(s) ? 0 : backUp(mdp, s, value, beta, gamma, policy[s]);
        if (!Double.isFinite(next[s])) {
          throw new ArithmeticException(
              "sweep %d: value of state %d is %s".formatted(sweep, s, next[s]));
        }
        change = Math.max(change, Math.abs(next[s] - value[s]));
        scale = Math.max(scale, Math.abs(next[s]));
      }
      value = next;
    }
    for (int s = 0; s < value.length; s++) {
      backUp(mdp, s, value, beta, gamma, policy[s]);
    }
    return new SoftValueIteration(value, policy);
  }

  /** V(state), in units of reward. */
  public double value(int state) {
    return value[state];
  }

  /** pi(. | state) [actions], summing to 1; not to be changed. */
  public double[] policy(int state) {
    return policy[state];
  }

  /** Soft value of one state; leaves the policy in {@code pi} [actions]. */
  private static double backUp(
      FiniteMdp mdp, int s, double[] value, double beta, double gamma, double[] pi) {
    double best = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < pi.length; a++) {
      double q = 0;
      int[] successor = mdp.successors(s, a);
      double[] probability = mdp.probabilities(s, a);
      for (int k = 0; k < successor.length; k++) {
        q += probability[k] * (mdp.reward(successor[k]) + gamma * value[successor[k]]);
      }
      pi[a] = q;
      best = Math.max(best, q);
    }
    double sum = 0;
    for (int a = 0; a < pi.length; a++) {
      pi[a] = StrictMath.exp((pi[a] - best) / beta);
      sum += pi[a];
    }
    for (int a = 0; a < pi.length; a++) {
      pi[a] /= sum;
    }
    return best + beta * StrictMath.log(sum);
  }
}

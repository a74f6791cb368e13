package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import offprint.kernels.markov.IndependentDraws;
import offprint.kernels.markov.NonBacktrackingWalk;
import offprint.kernels.markov.ReversibleChain;
import offprint.kernels.markov.SelfRepellentVariance;
import offprint.kernels.markov.SelfRepellentWalk;
import offprint.kernels.markov.Walk;

/**
 * A way to visit nodes in a comparison. Its visits have the law of {@code chain}.
 *
 * @param predicted whether theory covers it
 * @param jumps whether it reaches any node at once
 * @param importance weight of a visit to a node: target over the law of the visits [nodes]
 * @param walk a new walk from a node
 */
record Arm(
    String name,
    ReversibleChain chain,
    double alpha,
    boolean predicted,
    boolean jumps,
    double[] importance,
    IntFunction<Walk> walk) {

  /** Places in {@link #all}. */
  static final int PLAIN = 0;

  static final int REPELLENT = 1;

  /**
   * The variance of the weighted mean of a value: it errs like the mean of importance times (value
   * - truth).
   *
   * @param onStep told each step; may throw to stop
   */
  SelfRepellentVariance variance(double[] value, double truth, IntConsumer onStep) {
    double[] error = new double[value.length];
    for (int i = 0; i < error.length; i++) {
      error[i] = importance[i] * (value[i] - truth);
    }
    return new SelfRepellentVariance(chain, error, onStep);
  }

  /**
   * The squared error of a mean by the number of hops n: variance / n for a = 1, variance g_n for a
   * &lt; 1; NaN where theory does not cover the arm.
   */
  DoubleUnaryOperator predicted(SelfRepellentVariance theory, double gammaExp) {
    double exponent = jumps ? 1 : gammaExp;
    double variance =
        jumps ? theory.independent() : predicted ? theory.of(alpha, gammaExp == 1) : Double.NaN;
    return hops -> variance * Math.pow(hops, -exponent);
  }

  private static double[] importance(ReversibleChain chain, double[] target) {
    double[] importance = new double[target.length];
    for (int i = 0; i < target.length; i++) {
      importance[i] = target[i] / chain.law()[i];
    }
    return importance;
  }

  /**
   * A walk by a chain, self-repellent or, for alpha 0, plain.
   *
   * @param gammaExp a: the step of the visit measure is (n + 1)^-a
   */
  static Arm walk(
      String name, ReversibleChain chain, double[] target, Repellence repellence, double gammaExp) {
    double alpha = repellence.alpha();
    boolean grows = alpha > 0 && repellence.alphaSchedule() == Schedule.LOG;
    IntFunction<Walk> walk = origin -> new SelfRepellentWalk(chain, alpha, grows, gammaExp, origin);
    return new Arm(name, chain, alpha, !grows, false, importance(chain, target), walk);
  }

  /** Nodes drawn from the target: needs to reach any node at once. */
  static Arm independent(ReversibleChain chain, double[] target) {
    double[] equal = importance(chain, chain.law());
    IntFunction<Walk> draws = _ -> new IndependentDraws(target);
    return new Arm("independent draws", chain, 0, false, true, equal, draws);
  }

  private static Arm nonBacktracking(Network network, ReversibleChain simple, double[] target) {
    double[] importance = importance(simple, target);
    IntFunction<Walk> walk = origin -> new NonBacktrackingWalk(network.graph(), origin);
    return new Arm("weighted non-backtracking walk", simple, 0, false, false, importance, walk);
  }

  /**
   * The plain and the self-repellent walk, then the baselines: independent draws, the simple walk
   * with weights, plain and self-repellent, and the walk that does not turn back.
   *
   * @param target sums to 1 [nodes]
   */
  static List<Arm> all(
      Network network, ChainKind kind, double[] target, Repellence repellence, double gammaExp) {
    ReversibleChain chain = network.chain(kind, target);
    List<Arm> arms = new ArrayList<>();
    arms.add(walk("plain walk", chain, target, Repellence.NONE, gammaExp));
    arms.add(walk("self-repellent walk", chain, target, repellence, gammaExp));
    arms.add(independent(chain, target));
    if (kind == ChainKind.MHRW || kind == ChainKind.LAZY) {
      ReversibleChain simple = ReversibleChain.simple(network.graph());
      arms.add(walk("weighted simple walk", simple, target, Repellence.NONE, gammaExp));
      arms.add(walk("self-repellent simple walk", simple, target, repellence, gammaExp));
      arms.add(nonBacktracking(network, simple, target));
    } else if (kind == ChainKind.SRW) {
      arms.add(nonBacktracking(network, chain, target));
    }
    return arms;
  }
}

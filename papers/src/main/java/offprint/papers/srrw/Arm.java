package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import offprint.kernels.markov.IndependentDraws;
import offprint.kernels.markov.NonBacktrackingWalk;
import offprint.kernels.markov.ReversibleChain;
import offprint.kernels.markov.SelfRepellentWalk;
import offprint.kernels.markov.Walk;

/**
 * One way of visiting nodes that an experiment compares. Its visits have the law of {@code chain};
 * a visit is weighed by its importance, target over law.
 */
final class Arm {
  final String name;
  final ReversibleChain chain;
  final double alpha;
  final boolean predicted;
  final boolean jumps;
  private final double[] importance;
  private final IntFunction<Walk> walk;

  private Arm(
      String name,
      ReversibleChain chain,
      double alpha,
      boolean predicted,
      boolean jumps,
      double[] target,
      IntFunction<Walk> walk) {
    this.name = name;
    this.chain = chain;
    this.alpha = alpha;
    this.predicted = predicted;
    this.jumps = jumps;
    this.walk = walk;
    importance = new double[target.length];
    for (int i = 0; i < target.length; i++) {
      importance[i] = target[i] / chain.law()[i];
    }
  }

  /** A visit to a node counts this much: target over the law of the visits [nodes]. */
  double[] importance() {
    return importance;
  }

  Walk start(int origin) {
    return walk.apply(origin);
  }

  static Arm walk(
      String name,
      ReversibleChain chain,
      double[] target,
      double alpha,
      Schedule schedule,
      double gammaExponent) {
    boolean grows = schedule == Schedule.LOG;
    return new Arm(
        name,
        chain,
        alpha,
        !grows || alpha == 0,
        false,
        target,
        origin -> new SelfRepellentWalk(chain, alpha, grows, gammaExponent, origin));
  }

  /** Nodes drawn from the target: needs to reach any node at once. */
  static Arm independent(ReversibleChain chain, double[] target) {
    return new Arm(
        "independent draws", chain, 0, false, true, chain.law(), _ -> new IndependentDraws(target));
  }

  /**
   * The plain and the self-repellent walk, then the baselines: independent draws, the simple walk
   * with weights, plain and self-repellent, and the walk that does not turn back.
   *
   * @param target sums to 1 [nodes]
   */
  static List<Arm> all(
      Network network,
      ChainKind kind,
      double[] target,
      double alpha,
      Schedule schedule,
      double gammaExponent) {
    ReversibleChain chain = network.chain(kind, target);
    List<Arm> arms = new ArrayList<>();
    arms.add(walk("plain walk", chain, target, 0, Schedule.CONSTANT, gammaExponent));
    arms.add(walk("self-repellent walk", chain, target, alpha, schedule, gammaExponent));
    arms.add(independent(chain, target));
    if (kind == ChainKind.MHRW || kind == ChainKind.LAZY) {
      ReversibleChain simple = ReversibleChain.simple(network.graph());
      arms.add(walk("simple walk, weighted", simple, target, 0, Schedule.CONSTANT, gammaExponent));
      arms.add(walk("simple, self-repellent", simple, target, alpha, schedule, gammaExponent));
      arms.add(forward(network, simple, target));
    } else if (kind == ChainKind.SRW) {
      arms.add(forward(network, chain, target));
    }
    return arms;
  }

  private static Arm forward(Network network, ReversibleChain simple, double[] target) {
    return new Arm(
        "non-backtracking, weighted",
        simple,
        0,
        false,
        false,
        target,
        origin -> new NonBacktrackingWalk(network.graph(), origin));
  }
}

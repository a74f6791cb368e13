package offprint.papers.maxentmechanics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import offprint.kernels.convex.MaximumEntropy;
import offprint.kernels.convex.MomentProblem;
import org.jspecify.annotations.Nullable;

/**
 * Models of growing information: level L knows the first n_L constraints, all with the expectations
 * of one reference p*. KL(p*||p_L) = KL(p*||p_L+1) + KL(p_L+1||p_L) exactly.
 */
final class Ladder {
  /**
   * One level.
   *
   * @param lossNats KL(p*||p_L), what is still unknown
   * @param pythagoras residual of the identity against the level above; 0 at the top
   */
  record Level(
      String name,
      int constraints,
      MaximumEntropy model,
      double entropyNats,
      double lossNats,
      double pythagoras) {}

  private final List<Level> levels;

  private Ladder(List<Level> levels) {
    this.levels = levels;
  }

  /**
   * @param names [levels] what each level adds
   * @param sizes [levels] constraints known at each level, growing
   * @param reference p* [n]; null: the model of the last level
   */
  static Ladder climb(
      MomentProblem problem,
      List<String> names,
      int[] sizes,
      double @Nullable [] reference,
      double tolerance,
      int maxIterations,
      IntConsumer onStep) {
    List<MaximumEntropy> models = new ArrayList<>();
    for (int size : sizes) {
      models.add(MaximumEntropy.solve(problem.first(size), tolerance, maxIterations, onStep));
    }
    double[] truth = reference == null ? models.getLast().p() : reference;
    List<Level> levels = new ArrayList<>();
    for (int l = 0; l < sizes.length; l++) {
      MaximumEntropy model = models.get(l);
      double loss = Math.max(0, Nats.divergence(truth, model.p()));
      double pythagoras = 0;
      if (l + 1 < sizes.length) {
        double[] above = models.get(l + 1).p();
        pythagoras = loss - Nats.divergence(truth, above) - Nats.divergence(above, model.p());
      }
      levels.add(new Level(names.get(l), sizes[l], model, model.entropyNats(), loss, pythagoras));
    }
    return new Ladder(levels);
  }

  List<Level> levels() {
    return levels;
  }

  Level top() {
    return levels.getLast();
  }

  double largestPythagoras() {
    return levels.stream().mapToDouble(l -> Math.abs(l.pythagoras())).max().orElse(0);
  }

  /** Largest rise of H from a level to the next, which must not be above 0. */
  double largestRise() {
    double largest = Double.NEGATIVE_INFINITY;
    for (int l = 1; l < levels.size(); l++) {
      largest = Math.max(largest, levels.get(l).entropyNats() - levels.get(l - 1).entropyNats());
    }
    return largest;
  }
}

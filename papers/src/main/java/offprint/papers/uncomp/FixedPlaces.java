package offprint.papers.uncomp;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.cache.PromptAttention;

/**
 * Keeps tokens without a look at the attention: StreamingLLM's first four and most recent ones, or
 * the most recent w and others at random.
 */
final class FixedPlaces implements EvictionPolicy {
  /** StreamingLLM's attention sinks. */
  static final int FIRST = 4;

  private final Budgets budgets;
  private final int window;
  private final boolean random;
  private final SplittableRandom draws;

  private FixedPlaces(Budgets budgets, int window, boolean random, long seed) {
    this.budgets = budgets;
    this.window = window;
    this.random = random;
    this.draws = new SplittableRandom(seed);
  }

  static FixedPlaces streaming(Budgets budgets) {
    return new FixedPlaces(budgets, 0, false, 0);
  }

  static FixedPlaces random(Budgets budgets, int window, long seed) {
    return new FixedPlaces(budgets, window, true, seed);
  }

  @Override
  public int[] keep(int layer, int head, PromptAttention attention) {
    int n = attention.tokens();
    int budget = budgets.of(layer, head);
    int older = Math.max(0, random ? n - window : n - budget + first(budget));
    double[] scores = new double[older];
    for (int i = 0; i < older; i++) {
      scores[i] = random ? draws.nextDouble() : i < FIRST ? 1 : 0;
    }
    return budget >= n ? IntStream.range(0, n).toArray() : Selection.withWindow(scores, n, budget);
  }

  @Override
  public int drop(int layer, int head, int[] positions, double[] row) {
    if (positions.length <= budgets.of(layer, head)) {
      return -1;
    }
    return random ? draws.nextInt(positions.length - window) : first(budgets.of(layer, head));
  }

  private static int first(int budget) {
    return Math.min(FIRST, budget - 1);
  }
}

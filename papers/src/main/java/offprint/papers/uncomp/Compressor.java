package offprint.papers.uncomp;

import java.util.Arrays;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.checkpoint.ModelConfig;

/**
 * What every strategy needs to know of a model.
 *
 * @param scores of its cache heads, [layers][heads]
 * @param groups M of UNComp
 * @param window w, queries that choose, and tokens that always stay
 * @param kernel of the max-pool
 */
record Compressor(double[][] scores, int groups, int window, int kernel) {
  static Compressor of(HeadProfile profile, ModelConfig config, Heads heads, Keeping keeping) {
    double[][] scores = profile.ofCacheHeads(config, heads.gqa(), heads.ranking());
    return new Compressor(scores, heads.groups(), keeping.window(), keeping.kernel());
  }

  /** Entries of all heads together, for a mean budget. */
  Budgets budgets(Strategy strategy, int mean) {
    int[][] equal = new int[scores.length][scores[0].length];
    return switch (strategy) {
      case UNCOMP -> Budgets.of(HeadProfile.groups(scores, groups), mean, groups, window);
      case REVERSED -> Budgets.of(reversed(), mean, groups, window);
      default -> Budgets.of(equal, mean, 1, window);
    };
  }

  private int[][] reversed() {
    return Arrays.stream(HeadProfile.groups(scores, groups))
        .map(layer -> Arrays.stream(layer).map(g -> groups - 1 - g).toArray())
        .toArray(int[][]::new);
  }

  /**
   * @param seed of the random strategy
   * @throws IllegalArgumentException if a head has no room for the window and one token more
   */
  EvictionPolicy retention(Strategy strategy, int mean, long seed) {
    if (strategy == Strategy.FULL) {
      return EvictionPolicy.ALL;
    }
    Budgets budgets = budgets(strategy, mean);
    return switch (strategy) {
      case H2O -> new HeavyHitters(budgets);
      case STREAMING_LLM -> FixedPlaces.streaming(budgets);
      case RANDOM -> FixedPlaces.random(budgets, window, seed);
      default -> new WindowRetention(budgets, window, kernel);
    };
  }
}

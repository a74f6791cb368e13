package offprint.kernels.lm.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import offprint.kernels.lm.model.KeyValueCache;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.TokenBatch;

/**
 * Continues prompts token by token, several at once. Each row draws from a random stream of its
 * own, so that its continuation does not depend on the rows beside it.
 *
 * @param tokens new tokens of each row
 * @param stop id after which a row ends; −1 for none
 * @param seed of the random streams
 */
public record Generation(LanguageModel model, Sampling sampling, int tokens, int stop, long seed) {

  /**
   * @param step told the number of new tokens after each step; throwing from it ends the generation
   * @param prompts ids, at least one in each row
   * @return the new ids of each row, the stop included where it was drawn
   * @throws IllegalArgumentException if a prompt with its continuation is longer than a model with
   *     learned positions allows, or memory for keys and values is not there
   */
  public int[][] run(IntConsumer step, int[]... prompts) {
    TokenBatch batch = TokenBatch.of(prompts);
    model.requireContext(batch.length() + Math.max(0, tokens - 1));
    SplittableRandom[] random = new SplittableRandom[prompts.length];
    Arrays.setAll(random, r -> new SplittableRandom(seed + r));
    int[][] drawn = new int[prompts.length][tokens];
    int[] lengths = new int[prompts.length];
    Arrays.fill(lengths, tokens);
    try (KeyValueCache cache = model.cache(batch, batch.length() + tokens)) {
      TokenBatch next = batch;
      for (int t = 0; t < tokens && anyLongerThan(lengths, t); t++) {
        float[] logits = logits(next, cache);
        int[][] column = new int[prompts.length][1];
        int vocabulary = model.config().vocabulary();
        for (int r = 0; r < prompts.length; r++) {
          float[] row = Arrays.copyOfRange(logits, r * vocabulary, (r + 1) * vocabulary);
          int id = sampling.draw(row, random[r]);
          drawn[r][t] = id;
          column[r][0] = id;
          if (id == stop && lengths[r] == tokens) {
            lengths[r] = t + 1;
          }
        }
        next = TokenBatch.of(column);
        step.accept(t + 1);
      }
    }
    for (int r = 0; r < drawn.length; r++) {
      drawn[r] = Arrays.copyOf(drawn[r], lengths[r]);
    }
    return drawn;
  }

  private static boolean anyLongerThan(int[] lengths, int t) {
    return Arrays.stream(lengths).anyMatch(length -> length > t);
  }

  private float[] logits(TokenBatch batch, KeyValueCache cache) {
    try (NDScope _ = new NDScope()) {
      NDArray logits = model.next(batch, cache);
      return logits.toType(DataType.FLOAT32, false).toFloatArray();
    }
  }
}

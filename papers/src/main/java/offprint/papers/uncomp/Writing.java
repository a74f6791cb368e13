package offprint.papers.uncomp;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.cache.RaggedCache;
import offprint.kernels.lm.cache.RaggedDecoder;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.inference.Sampling;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.task.Timing;

/**
 * A continuation and its cost.
 *
 * @param ids new tokens
 * @param kept positions held after the prompt, [layers][heads][…]
 * @param promptBytes of the cache after the prompt
 * @param bytes of the cache at the end
 * @param tokensOfLayers tokens of the prompt that each layer computed
 * @param prefill seconds of the prompt
 * @param decode seconds of the tokens after the first
 */
record Writing(
    int[] ids,
    int[][][] kept,
    long promptBytes,
    long bytes,
    int[] tokensOfLayers,
    double prefill,
    double decode) {

  /** Settings shared by continuations that are compared. */
  record Settings(
      LanguageModel model,
      boolean perQueryHead,
      Sampling sampling,
      int tokens,
      long seed,
      Runnable onLayer) {}

  static Writing of(
      Settings settings, EvictionPolicy retention, int[] prompt, RandomGenerator random) {
    ActivationHook probe = ActivationHook.atLayers(settings.onLayer);
    int[] ids = new int[settings.tokens];
    try (RaggedDecoder decoder =
        new RaggedDecoder(settings.model, retention, settings.perQueryHead, probe)) {
      double prefill =
          Timing.seconds(
              1, () -> ids[0] = settings.sampling.draw(floats(decoder.prompt(prompt)), random));
      int[][][] kept = kept(decoder.cache());
      long promptBytes = decoder.cache().bytes();
      int[] ofLayers = decoder.tokensOfLayers();
      double decode =
          Timing.seconds(
              1,
              () -> {
                for (int t = 1; t < ids.length; t++) {
                  ids[t] = settings.sampling.draw(floats(decoder.step(ids[t - 1])), random);
                }
              });
      long bytes = decoder.cache().bytes();
      return new Writing(ids, kept, promptBytes, bytes, ofLayers, prefill, decode);
    }
  }

  private static float[] floats(double[] logits) {
    float[] floats = new float[logits.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) logits[i];
    }
    return floats;
  }

  private static int[][][] kept(RaggedCache cache) {
    int[][][] kept = new int[cache.layers()][cache.heads()][];
    for (int l = 0; l < kept.length; l++) {
      for (int h = 0; h < kept[l].length; h++) {
        kept[l][h] = cache.positions(l, h);
      }
    }
    return kept;
  }

  /** Number of tokens before the first difference. */
  int agreement(Writing other) {
    int first = Arrays.mismatch(ids, other.ids);
    return first < 0 ? ids.length : first;
  }

  /** Warns where a text is longer than a model was made for. */
  static void warnBeyond(Findings out, ModelConfig config, int tokens) {
    if (tokens > config.context()) {
      out.warning(
          "%d tokens are more than the %d positions that the model was made for."
              .formatted(tokens, config.context()));
    }
  }
}

package offprint.papers.uncomp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.cache.RaggedCache;
import offprint.kernels.lm.cache.RaggedDecoder;
import offprint.kernels.lm.inference.Sampling;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.task.Timing;

/**
 * A continuation and what it took.
 *
 * @param ids new tokens
 * @param kept positions held after the prompt, [layers][heads][…]
 * @param promptBytes of the cache after the prompt
 * @param bytes of the cache at the end
 * @param tokensOfLayers layer and the tokens of the prompt that it computed
 * @param prefill seconds of the prompt
 * @param decode seconds of the tokens after the first
 */
record Writing(
    int[] ids,
    int[][][] kept,
    long promptBytes,
    long bytes,
    List<List<Object>> tokensOfLayers,
    double prefill,
    double decode) {

  /** What continuations to be compared have in common. */
  record Settings(
      LanguageModel model,
      boolean perQueryHead,
      Sampling sampling,
      int tokens,
      long seed,
      Runnable beat) {}

  static Writing of(
      Settings settings, EvictionPolicy retention, int[] prompt, RandomGenerator random) {
    ActivationHook probe =
        (site, _, x) -> {
          if (site == ActivationHook.Site.RESIDUAL_BEFORE) {
            settings.beat.run();
          }
          return x;
        };
    int[] ids = new int[settings.tokens];
    try (RaggedDecoder decoder =
        new RaggedDecoder(settings.model, retention, settings.perQueryHead, probe)) {
      double prefill =
          Timing.seconds(
              1, () -> ids[0] = settings.sampling.draw(floats(decoder.prompt(prompt)), random));
      int[][][] kept = kept(decoder.cache());
      long promptBytes = decoder.cache().bytes();
      List<List<Object>> tokens = new ArrayList<>();
      int[] ofLayers = decoder.tokensOfLayers();
      for (int l = 0; l < ofLayers.length; l++) {
        tokens.add(List.of(l, ofLayers[l]));
      }
      double decode =
          Timing.seconds(
              1,
              () -> {
                for (int t = 1; t < ids.length; t++) {
                  ids[t] = settings.sampling.draw(floats(decoder.step(ids[t - 1])), random);
                }
              });
      long bytes = decoder.cache().bytes();
      return new Writing(ids, kept, promptBytes, bytes, tokens, prefill, decode);
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

  /** Tokens before the first that differs. */
  int agreement(Writing other) {
    int first = Arrays.mismatch(ids, other.ids);
    return first < 0 ? ids.length : first;
  }
}

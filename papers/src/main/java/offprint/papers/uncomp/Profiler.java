package offprint.papers.uncomp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.cache.RaggedDecoder;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.method.Source;

/**
 * Measures the heads of a model on texts, one at a time.
 *
 * @param onLayer called at each layer; throwing from it ends the measurement
 */
record Profiler(LanguageModel model, Signal signal, Truncation truncation, Runnable onLayer) {
  /** Keeps no entries: measuring needs none afterwards. */
  private static final EvictionPolicy NOTHING = (_, _, _) -> new int[0];

  /** Number of prompts that suffice to rank heads. */
  private static final int PROMPTS = 50;

  Profiler {
    truncation.require(model.config().headWidth());
  }

  /** The profile in a file of this model, or one measured on the first prompts. */
  HeadProfile given(Source file, List<Exam.Item> items, Findings out) throws IOException {
    if (file.isEmpty()) {
      out.assumed(
          "The heads were ranked on the prompts themselves: give a profile to separate the two.");
      return profile(items.stream().limit(PROMPTS).map(Exam.Item::prompt).toList());
    }
    HeadProfile profile = new Inputs(out).read("profile", file, HeadProfile::read);
    profile.requireModel(model.config());
    return profile;
  }

  /** Spectra of all heads, a list for each layer. */
  List<List<Spectrum>> spectra(int[] ids) {
    List<List<Spectrum>> layers = new ArrayList<>();
    ActivationHook probe =
        (site, _, x) -> {
          if (site == ActivationHook.Site.RESIDUAL_BEFORE) {
            onLayer.run();
          }
          if (site == signal.site()) {
            layers.add(Spectrum.of(x.get(0)));
          }
          return x;
        };
    try (RaggedDecoder decoder = new RaggedDecoder(model, NOTHING, false, probe)) {
      decoder.prompt(ids);
    }
    return layers;
  }

  /** Effective ranks of all heads, [layers][heads]. */
  double[][] effectiveRanks(int[] ids) {
    return spectra(ids).stream()
        .map(layer -> layer.stream().mapToDouble(truncation::effectiveRank).toArray())
        .toArray(double[][]::new);
  }

  HeadProfile profile(List<int[]> texts) {
    ModelConfig config = model.config();
    int heads = signal == Signal.QUERY ? config.heads() : config.keyHeads();
    double[][] sums = new double[config.layers()][heads];
    double[][] votes = new double[config.layers()][heads];
    int tokens = 0;
    for (int[] ids : texts) {
      double[][] ranks = effectiveRanks(ids);
      int[][] halves = heads == 1 ? new int[config.layers()][1] : HeadProfile.groups(ranks, 2);
      tokens += ids.length;
      for (int l = 0; l < config.layers(); l++) {
        for (int h = 0; h < heads; h++) {
          sums[l][h] += ranks[l][h] / texts.size();
          votes[l][h] += halves[l][h] == 0 ? 1.0 / texts.size() : 0;
        }
      }
    }
    return new HeadProfile(
        HeadProfile.hash(config),
        signal,
        words(config.headWidth()),
        texts.size(),
        tokens,
        constant(sums),
        sums,
        votes);
  }

  private String words(int width) {
    Spectrum flat = new Spectrum(new double[width]);
    return truncation.elbow() ? "elbow" : "%d of %d".formatted(truncation.of(flat), width);
  }

  private static String[] constant(double[][] sums) {
    return IntStream.range(0, sums.length)
        .boxed()
        .flatMap(
            l ->
                IntStream.range(0, sums[l].length)
                    .filter(h -> sums[l][h] == 0)
                    .mapToObj(h -> l + "." + h))
        .toArray(String[]::new);
  }
}

package offprint.papers.uncomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.cache.RaggedCache;
import offprint.kernels.lm.cache.RaggedDecoder;
import offprint.kernels.lm.checkpoint.HashedWeights;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.checkpoint.RopeScaling;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Numbers of a reference that was written apart, in float64. */
class GoldenTest {
  private static final ModelConfig LLAMA =
      new ModelConfig(
          "llama",
          ModelConfig.Layout.LLAMA,
          13,
          64,
          16,
          2,
          4,
          2,
          4,
          24,
          1e-5,
          ModelConfig.Activation.SILU,
          10_000,
          new RopeScaling(RopeScaling.Kind.DEFAULT, 1, 1, 1, 0),
          0,
          false,
          false);
  private static final int[] IDS =
      IntStream.range(0, 24).map(t -> (7 * t * t + 3 * t + 1) % 13).toArray();

  private static Session session;
  private static LanguageModel model;

  @BeforeAll
  static void open() {
    session = Session.open();
    model = LanguageModel.of(session, LLAMA, HashedWeights.of(LLAMA, false), DataType.FLOAT64);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static Spectrum spectrum(double[] x, int rows) {
    return Spectrum.of(session.constant(x, 1, rows, x.length / rows)).getFirst();
  }

  private static void close(double[] found, double tolerance, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).as("number %d", i).isCloseTo(expected[i], within(tolerance));
    }
  }

  @Test
  void spectrumOfTheAxes() {
    Spectrum s = spectrum(new double[] {1, 0, -1, 0, 0, 1, 0, -1}, 4);
    assertThat(s.entropy(1)).isCloseTo(.34657359, within(1e-8));
    assertThat(s.entropy(2)).isCloseTo(Math.log(2), within(1e-12));
  }

  @Test
  void spectrumOfAHash() {
    Spectrum s = spectrum(HashedWeights.matrix(7, 64 * 16, 1), 64);
    assertThat(s.entropy(4)).isCloseTo(.963266414431, within(1e-12));
    assertThat(s.entropy(8)).isCloseTo(1.716768191087, within(1e-12));
    assertThat(s.entropy(16)).isCloseTo(2.630299629380, within(1e-12));
    assertThat(s.values()[0]).isCloseTo(.1267483878, within(1e-10));
    assertThat(s.elbow()).isEqualTo(8);
  }

  @Test
  void spectrumOfLowRankAndNoise() {
    double[] a = HashedWeights.matrix(11, 24, 1);
    double[] b = HashedWeights.matrix(12, 12, 1);
    double[] x = HashedWeights.matrix(13, 72, .05);
    for (int i = 0; i < 72; i++) {
      x[i] += a[i / 6 * 2] * b[i % 6] + a[i / 6 * 2 + 1] * b[6 + i % 6];
    }
    Spectrum s = spectrum(x, 12);
    close(
        s.values(),
        1e-9,
        .726037242,
        .2661227045,
        .0050400189,
        .0019562125,
        .0005205228,
        .0003232994);
    assertThat(new Truncation(0, false).of(s)).isEqualTo(2);
    assertThat(s.entropy(2)).isCloseTo(.584736349730, within(1e-12));
    assertThat(s.entropy(6)).isCloseTo(.630134028874, within(1e-12));
  }

  @Test
  void selection() {
    assertThat(Selection.maxPool(new double[] {.1, .5, .2, 0, .3}, 3))
        .containsExactly(.5, .5, .5, .3, .3);
    double[][] rows = {{.1, .2, .05, .3, .05, .1, .2, 0}, {.3, .1, 0, .1, .1, .1, .1, .2}};
    assertThat(Selection.of(rows, 1, 4)).containsExactly(0, 3, 6, 7);
    assertThat(Selection.of(rows, 3, 4)).containsExactly(0, 1, 6, 7);
    assertThat(Selection.of(rows, 3, 8)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void budgets() {
    assertThat(Budgets.ofGroups(384, 2)).containsExactly(512, 256);
    assertThat(Budgets.ofGroups(384, 8)).containsExactly(640, 567, 494, 421, 347, 274, 201, 128);
    assertThat(Budgets.ofGroups(12, 2)).containsExactly(16, 8);
    assertThat(Budgets.ofGroups(7, 1)).containsExactly(7);
  }

  @Test
  void stagesOfTheAuthorsScores() {
    assertThat(Stages.of(Published.LAYER_SCORES, 1).sizes()).containsExactly(2, 13, 11, 5, 1);
  }

  private static double[][] entropies(Signal signal) {
    Profiler profiler = new Profiler(model, signal, new Truncation(2, false), () -> {});
    return profiler.spectra(IDS).stream()
        .map(layer -> layer.stream().mapToDouble(s -> s.entropy(2)).toArray())
        .toArray(double[][]::new);
  }

  @Test
  void entropiesOfTheFormulaModel() {
    double[][] queries = entropies(Signal.QUERY);
    close(queries[0], 1e-10, .7312345071, .7240034214, .7053901222, .7119169149);
    close(queries[1], 1e-10, .7278723178, .7304971215, .7130653297, .7276142668);
    close(entropies(Signal.KEY)[0], 1e-10, .6428667484, .7254184159);
  }

  private static HeadProfile profile() {
    return new Profiler(model, Signal.QUERY, new Truncation(2, false), () -> {})
        .profile(List.of(IDS));
  }

  private static double[][] scores() {
    return profile().ofCacheHeads(LLAMA, HeadProfile.Sharing.SHARED, HeadProfile.Ranking.MEAN);
  }

  private static EvictionPolicy uncomp(int budget) {
    int[][] groups = HeadProfile.groups(scores(), 2);
    return new WindowRetention(Budgets.of(groups, budget, 2, 4), 4, 3);
  }

  private static EvictionPolicy snapKv(int budget) {
    return new WindowRetention(Budgets.of(new int[2][2], budget, 1, 4), 4, 3);
  }

  private static RaggedDecoder decoder(EvictionPolicy retention) {
    return new RaggedDecoder(model, retention, false, ActivationHook.NONE);
  }

  @Test
  void effectiveRanksOfKeyHeads() {
    close(scores()[0], 1e-10, 2.0701591747, 2.0312651863);
    close(scores()[1], 1e-10, 2.0733913103, 2.0551857989);
  }

  @Test
  void compressedFormulaModel() {
    try (RaggedDecoder decoder = decoder(uncomp(12));
        RaggedDecoder full = decoder(EvictionPolicy.ALL);
        RaggedDecoder snap = decoder(snapKv(12))) {
      double[] exact = {-4.4717006474, -.0879758581, -2.5984511187, -1.2563125011};
      close(decoder.prompt(IDS), 1e-10, exact);
      RaggedCache cache = decoder.cache();
      assertThat(cache.positions(0, 0))
          .containsExactly(0, 1, 2, 3, 6, 7, 8, 12, 13, 14, 15, 16, 20, 21, 22, 23);
      assertThat(cache.positions(0, 1)).containsExactly(11, 12, 13, 14, 20, 21, 22, 23);
      assertThat(cache.positions(1, 0))
          .containsExactly(0, 1, 3, 8, 9, 10, 11, 14, 15, 16, 17, 18, 20, 21, 22, 23);
      assertThat(cache.positions(1, 1)).containsExactly(3, 4, 5, 6, 20, 21, 22, 23);
      full.prompt(IDS);
      snap.prompt(IDS);
      double[] a = full.step(5);
      close(a, 1e-10, -3.8966957301, -5.5770090904, -.2811642802, -3.6574178152);
      double[] b = decoder.step(5);
      close(b, 1e-10, -2.9119361269, -.3088631475, -1.4665462311, -1.4992563278);
      assertThat(Continuation.divergence(a, b)).isCloseTo(1.0230476551, within(1e-10));
      double[] c = snap.step(5);
      close(c, 1e-10, -2.4223992653, -.3355754078, -1.1879806976, -.9258925561);
      assertThat(Continuation.divergence(a, c)).isCloseTo(.8301477860, within(1e-10));
    }
  }

  @Test
  void evictionsWhileGenerating() {
    try (RaggedDecoder decoder = decoder(uncomp(12));
        RaggedDecoder full = decoder(EvictionPolicy.ALL)) {
      decoder.prompt(IDS);
      full.prompt(IDS);
      int[][] gone = {{6, 20, 20, 20}, {13, 13, 21, 21}, {15, 11, 22, 22}};
      double[][] logits = {
        {-2.9119361269, -.3088631475, -1.4665462311, -1.4992563278},
        {1.3174412665, 4.4857437944, -3.8450893375, -1.0687995281},
        {4.8996715094, 3.0504843613, -.8359690879, -2.1478031700}
      };
      int[] tokens = {5, 7, 2};
      for (int t = 0; t < tokens.length; t++) {
        int[][] before = held(decoder.cache());
        close(decoder.step(tokens[t]), 1e-10, logits[t]);
        full.step(tokens[t]);
        int[][] after = held(decoder.cache());
        for (int i = 0; i < before.length; i++) {
          int[] kept = after[i];
          assertThat(
                  Arrays.stream(before[i])
                      .filter(p -> Arrays.stream(kept).noneMatch(q -> q == p))
                      .toArray())
              .as("step %d, head %d", t, i)
              .containsExactly(gone[t][i]);
        }
      }
      assertThat(decoder.cache().bytes() / 2).isEqualTo(1536);
      assertThat(full.cache().bytes() / 2).isEqualTo(3456);
    }
  }

  private static int[][] held(RaggedCache cache) {
    return new int[][] {
      cache.positions(0, 0), cache.positions(0, 1), cache.positions(1, 0), cache.positions(1, 1)
    };
  }
}

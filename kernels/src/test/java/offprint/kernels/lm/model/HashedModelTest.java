package offprint.kernels.lm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import offprint.kernels.lm.checkpoint.HashedWeights;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.checkpoint.RopeScaling;
import offprint.kernels.lm.model.ActivationHook.Site;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Both layouts in float64 against a reference computed apart. */
class HashedModelTest {
  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.open();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static LanguageModel model(ModelConfig config) {
    return LanguageModel.of(session, config, HashedWeights.of(config, false), DataType.FLOAT64);
  }

  private static double[] logits(LanguageModel model, int... ids) {
    try (NDScope _ = new NDScope()) {
      return model.forward(TokenBatch.of(ids), ActivationHook.NONE).toDoubleArray();
    }
  }

  private static double[] last(double[] logits, int vocabulary) {
    return Arrays.copyOfRange(logits, logits.length - vocabulary, logits.length);
  }

  /** Mean negative log-likelihood of the tokens after the first, by the definition. */
  private static double nll(double[] logits, int vocabulary, int... ids) {
    double sum = 0;
    for (int t = 0; t + 1 < ids.length; t++) {
      double[] row = Arrays.copyOfRange(logits, t * vocabulary, (t + 1) * vocabulary);
      double all = Arrays.stream(row).map(Math::exp).sum();
      sum += Math.log(all) - row[ids[t + 1]];
    }
    return sum / (ids.length - 1);
  }

  /** Of the distribution of each next token, in nats. */
  private static double[] entropies(double[] logits, int vocabulary) {
    double[] entropies = new double[logits.length / vocabulary];
    for (int t = 0; t < entropies.length; t++) {
      double[] row = Arrays.copyOfRange(logits, t * vocabulary, (t + 1) * vocabulary);
      double all = Arrays.stream(row).map(Math::exp).sum();
      entropies[t] = Math.log(all) - Arrays.stream(row).map(x -> x * Math.exp(x)).sum() / all;
    }
    return entropies;
  }

  private static double sum(Safetensors file) {
    double sum = 0;
    for (Map.Entry<String, Safetensors.Tensor> entry : file.tensors().entrySet()) {
      long[] shape = entry.getValue().shape().stream().mapToLong(Long::longValue).toArray();
      sum += Arrays.stream(file.doubles(entry.getKey(), shape)).sum();
    }
    return sum;
  }

  private static void near(double[] found, double digits, double... expected) {
    assertThat(found).hasSizeGreaterThanOrEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).as("number %d", i).isCloseTo(expected[i], within(digits));
    }
  }

  @Test
  void hashAndWeightsAreThoseOfTheFormula() {
    assertThat(
            new long[] {
              HashedWeights.hash(0, 0),
              HashedWeights.hash(1, 0),
              HashedWeights.hash(2, 0),
              HashedWeights.hash(3, 0),
              HashedWeights.hash(0, 5)
            })
        .containsExactly(543097909L, 1071786347L, 4008791820L, 1348755230L, 1493793669L);
    assertThat(sum(HashedWeights.of(HashedModels.GPT2, false))).isEqualTo(43.2099609375);
    assertThat(sum(HashedWeights.of(HashedModels.LLAMA, false))).isEqualTo(90.265625);
    assertThat(HashedModels.GPT2.parameters()).isEqualTo(1976);
    assertThat(HashedModels.LLAMA.parameters()).isEqualTo(4336);
  }

  @Test
  void gpt2LogitsAndLossAreThoseOfTheReference() {
    try (LanguageModel model = model(HashedModels.GPT2)) {
      double[] logits = logits(model, HashedModels.IDS);
      near(
          entropies(logits, 11),
          1e-10,
          1.604208709885,
          1.509906727334,
          1.483167114184,
          1.539214038666,
          1.604828751269);
      near(
          last(logits, 11),
          1e-10,
          -.7702785788,
          -2.3446903022,
          .9722520240,
          1.5206300391,
          2.4263586573,
          -.8010382063,
          .4101532873,
          .4077592963,
          -1.4246956919,
          -2.3502148576,
          -.5492878485);
      assertThat(Arrays.stream(logits).sum()).isCloseTo(13.744514535, within(1e-9));
      assertThat(nll(logits, 11, HashedModels.IDS)).isCloseTo(3.817845559515, within(1e-12));
    }
  }

  @Test
  void gpt2HiddenStatesAndAttentionAreThoseOfTheReference() {
    Map<String, double[]> seen = new TreeMap<>();
    ActivationHook probe =
        (site, layer, x) -> {
          if (site == Site.RESIDUAL_BEFORE || site == Site.FINAL || site == Site.ATTENTION) {
            seen.put(site + " " + layer, x.toDoubleArray());
          }
          if (site == Site.RESIDUAL_AFTER) {
            seen.put("AFTER " + layer, x.toDoubleArray());
          }
          return x;
        };
    try (LanguageModel model = model(HashedModels.GPT2);
        NDScope _ = new NDScope()) {
      model.forward(TokenBatch.of(HashedModels.IDS), probe);
    }
    assertThat(norm(seen.get("RESIDUAL_BEFORE 0"))).isCloseTo(4.325652921047, within(1e-11));
    assertThat(norm(seen.get("RESIDUAL_BEFORE 1"))).isCloseTo(9.068759032981, within(1e-11));
    assertThat(norm(seen.get("AFTER 1"))).isCloseTo(12.200837649896, within(1e-11));
    assertThat(norm(seen.get("FINAL 2"))).isCloseTo(6.455672739761, within(1e-11));
    near(
        Arrays.copyOfRange(seen.get("ATTENTION 0"), 20, 25),
        1e-10,
        .0142591918,
        .0095094962,
        .0017934503,
        .0002947808,
        .9741430810);
  }

  private static double norm(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
  }

  @Test
  void llamaLogitsAndLossAreThoseOfTheReference() {
    try (LanguageModel model = model(HashedModels.LLAMA)) {
      double[] logits = logits(model, HashedModels.IDS);
      near(
          last(logits, 13),
          1e-10,
          -.9101142145,
          .2849670916,
          -.8122027645,
          3.4747912749,
          1.5203383863,
          .7790351917,
          .4082335479,
          .5117732805,
          2.1589146602,
          1.1209770680,
          -2.1834934808,
          -1.8078700322,
          3.1787292845);
      assertThat(nll(logits, 13, HashedModels.IDS)).isCloseTo(4.824457116751, within(1e-12));
    }
  }

  @Test
  void llamaKeysAndAttentionAreThoseOfTheReference() {
    Map<String, double[]> seen = new TreeMap<>();
    ActivationHook probe =
        (site, layer, x) -> {
          seen.put(site + " " + layer, x.toDoubleArray());
          return x;
        };
    try (LanguageModel model = model(HashedModels.LLAMA);
        NDScope _ = new NDScope()) {
      model.forward(TokenBatch.of(HashedModels.IDS), probe);
    }
    near(
        Arrays.copyOfRange(seen.get("ATTENTION 1"), 3 * 25 + 20, 4 * 25),
        1e-10,
        .0127653241,
        .9754568129,
        .0068679763,
        .0044659123,
        .0004439744);
    near(
        Arrays.copyOfRange(seen.get("KEYS 0"), 4 * 4, 5 * 4),
        1e-10,
        1.4192472143,
        -.8991759513,
        -1.8212211438,
        -.1833008459);
    assertThat(norm(seen.get("RESIDUAL_BEFORE 0"))).isCloseTo(4.920064151005, within(1e-11));
    assertThat(norm(seen.get("RESIDUAL_AFTER 0"))).isCloseTo(13.116999808603, within(1e-11));
    assertThat(norm(seen.get("RESIDUAL_AFTER 1"))).isCloseTo(20.151995276267, within(1e-11));
    assertThat(norm(seen.get("FINAL 2"))).isCloseTo(8.949319342502, within(1e-11));
  }

  @Test
  void variantsOfTheLlamaLayoutAreThoseOfTheReference() {
    Safetensors biased = HashedWeights.of(HashedModels.LLAMA, true);
    try (LanguageModel model =
        LanguageModel.of(session, HashedModels.LLAMA, biased, DataType.FLOAT64)) {
      near(
          last(logits(model, HashedModels.IDS), 13),
          1e-10,
          .0256292017,
          1.0161173194,
          .4040310915,
          3.5907820816);
    }
    try (LanguageModel model = model(ModelConfig.read(HashedModels.llama(5e5, 1e-6, false)))) {
      near(
          last(logits(model, HashedModels.IDS), 13),
          1e-10,
          -.8647942855,
          .3379820396,
          -.7944871795,
          3.4823043817);
    }
    try (LanguageModel model = model(ModelConfig.read(HashedModels.llama(1e4, 1e-5, true)))) {
      near(
          last(logits(model, HashedModels.IDS), 13),
          1e-10,
          .1508501533,
          1.8808957407,
          -2.8768635626,
          3.0874896819);
    }
  }

  @Test
  void scaledFrequenciesAreThoseOfTheReference() {
    RopeScaling scaling = new RopeScaling(RopeScaling.Kind.LLAMA3, 8, 1, 4, 8192);
    near(
        scaling.frequencies(5e5, 16),
        1e-12,
        1,
        .193922744749,
        .037606030931,
        .007292664737,
        .000524846161,
        3.428102196e-5,
        6.647869871e-6,
        1.289173172e-6);
  }

  @Test
  void cachedEqualsUncachedAtAnySplit() {
    for (ModelConfig config : new ModelConfig[] {HashedModels.GPT2, HashedModels.LLAMA}) {
      try (LanguageModel model = model(config)) {
        double[] whole = logits(model, HashedModels.IDS);
        for (int split = 1; split < HashedModels.IDS.length; split++) {
          TokenBatch head = TokenBatch.of(Arrays.copyOf(HashedModels.IDS, split));
          TokenBatch tail =
              TokenBatch.of(Arrays.copyOfRange(HashedModels.IDS, split, HashedModels.IDS.length));
          try (NDScope _ = new NDScope();
              KeyValueCache cache = model.cache(head, HashedModels.IDS.length)) {
            near(
                model.forward(head, cache, ActivationHook.NONE).toDoubleArray(),
                1e-12,
                Arrays.copyOf(whole, split * config.vocabulary()));
            near(
                model.forward(tail, cache, ActivationHook.NONE).toDoubleArray(),
                1e-12,
                Arrays.copyOfRange(whole, split * config.vocabulary(), whole.length));
          }
        }
      }
    }
  }

  @Test
  void rowsOfAPaddedBatchEqualSingleRows() {
    int[] shorter = {4, 0, 9};
    for (ModelConfig config : new ModelConfig[] {HashedModels.GPT2, HashedModels.LLAMA}) {
      try (LanguageModel model = model(config);
          NDScope _ = new NDScope()) {
        double[] alone = logits(model, shorter);
        NDArray both = model.forward(TokenBatch.of(HashedModels.IDS, shorter), ActivationHook.NONE);
        near(both.get(0).toDoubleArray(), 1e-12, logits(model, HashedModels.IDS));
        near(both.get("1, 2:").toDoubleArray(), 1e-12, alone);
      }
    }
  }

  @Test
  void onlyLearnedPositionsFeelAShift() {
    for (ModelConfig config : new ModelConfig[] {HashedModels.GPT2, HashedModels.LLAMA}) {
      try (LanguageModel model = model(config);
          NDScope _ = new NDScope()) {
        double[] at = logits(model, HashedModels.IDS);
        NDArray hidden =
            model.hidden(TokenBatch.of(HashedModels.IDS), null, 7, ActivationHook.NONE);
        double[] shifted = model.head(hidden).toDoubleArray();
        double distance = 0;
        for (int i = 0; i < at.length; i++) {
          distance = Math.max(distance, Math.abs(at[i] - shifted[i]));
        }
        if (config == HashedModels.LLAMA) {
          assertThat(distance).isLessThan(1e-12);
        } else {
          assertThat(distance).isGreaterThan(0.1);
        }
      }
    }
  }

  @Test
  void float32IsWithinItsPrecision() {
    for (ModelConfig config : new ModelConfig[] {HashedModels.GPT2, HashedModels.LLAMA}) {
      try (LanguageModel exact = model(config);
          LanguageModel single =
              LanguageModel.of(session, config, HashedWeights.of(config, false), DataType.FLOAT32);
          NDScope _ = new NDScope()) {
        float[] found =
            single.forward(TokenBatch.of(HashedModels.IDS), ActivationHook.NONE).toFloatArray();
        double[] expected = logits(exact, HashedModels.IDS);
        for (int i = 0; i < found.length; i++) {
          assertThat((double) found[i]).isCloseTo(expected[i], within(1e-5));
        }
      }
    }
  }
}

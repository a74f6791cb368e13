package offprint.kernels.lm.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.stream.IntStream;
import offprint.kernels.lm.checkpoint.HashedWeights;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.HashedModels;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formula models in float64. */
class RaggedDecoderTest {
  private static Session session;

  /** Keeps some indices of every head and layer, drops one entry a step, narrows a layer. */
  private record Fixed(int[] kept, int dropped, int narrowed, int[] onward)
      implements EvictionPolicy {
    @Override
    public int window() {
      return 2;
    }

    @Override
    public int[] keep(int layer, int head, PromptAttention attention) {
      return kept.length == 0 ? attention.all() : kept;
    }

    @Override
    public int drop(int layer, int head, int[] positions, double[] row) {
      assertThat(Arrays.stream(row).sum()).isCloseTo(2, within(1e-12));
      return dropped;
    }

    @Override
    public int[] onward(int layer, int[] positions, double[] scores) {
      return layer == narrowed ? onward : EvictionPolicy.super.onward(layer, positions, scores);
    }
  }

  @BeforeAll
  static void open() {
    session = Session.open();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static LanguageModel model(String type) {
    ModelConfig config = HashedModels.config(type);
    return LanguageModel.of(session, config, HashedWeights.of(config, false), DataType.FLOAT64);
  }

  private static double[] dense(LanguageModel model, int... ids) {
    try (NDScope _ = new NDScope()) {
      NDArray logits = model.forward(TokenBatch.of(ids), ActivationHook.NONE);
      double[] all = logits.toDoubleArray();
      return Arrays.copyOfRange(all, all.length - model.config().vocabulary(), all.length);
    }
  }

  private static int[] ids(int count, int vocabulary) {
    return IntStream.range(0, count).map(t -> (7 * t * t + 3 * t + 1) % vocabulary).toArray();
  }

  private static void close(double[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-11));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama"})
  void keepingAllGivesTheLogitsOfAWholePass(String type) {
    for (boolean perQueryHead : new boolean[] {false, true}) {
      try (LanguageModel model = model(type);
          RaggedDecoder decoder =
              new RaggedDecoder(model, EvictionPolicy.ALL, perQueryHead, ActivationHook.NONE)) {
        int[] ids = ids(12, model.config().vocabulary());
        close(decoder.prompt(Arrays.copyOf(ids, 9)), dense(model, Arrays.copyOf(ids, 9)));
        for (int t = 9; t < 12; t++) {
          close(decoder.step(ids[t]), dense(model, Arrays.copyOf(ids, t + 1)));
        }
        int heads = perQueryHead ? model.config().heads() : model.config().keyHeads();
        assertThat(decoder.cache().bytes())
            .isEqualTo(2L * heads * 12 * 2 * model.config().headWidth() * 8);
      }
    }
  }

  @Test
  void longPromptsAreReadInBlocks() {
    try (LanguageModel model = model("llama");
        RaggedDecoder decoder =
            new RaggedDecoder(model, EvictionPolicy.ALL, false, ActivationHook.NONE)) {
      int[] ids = ids(2100, 13);
      close(decoder.prompt(ids), dense(model, ids));
      close(decoder.step(5), dense(model, append(ids, 5)));
    }
  }

  private static int[] append(int[] ids, int id) {
    int[] longer = Arrays.copyOf(ids, ids.length + 1);
    longer[ids.length] = id;
    return longer;
  }

  @Test
  void aHeadGrowsBeyondItsFirstPlaces() {
    try (LanguageModel model = model("llama");
        RaggedDecoder decoder =
            new RaggedDecoder(model, EvictionPolicy.ALL, false, ActivationHook.NONE)) {
      int[] ids = ids(90, 13);
      decoder.prompt(Arrays.copyOf(ids, 3));
      double[] last = new double[0];
      for (int t = 3; t < 90; t++) {
        last = decoder.step(ids[t]);
      }
      close(last, dense(model, ids));
    }
  }

  @Test
  void droppedEntriesAreGoneAndTheirPlacesUsedAgain() {
    EvictionPolicy retention = new Fixed(new int[] {0, 2, 5, 8}, 1, -1, new int[0]);
    try (LanguageModel model = model("llama");
        RaggedDecoder decoder = new RaggedDecoder(model, retention, false, ActivationHook.NONE)) {
      RaggedCache cache = decoder.cache();
      decoder.prompt(ids(9, 13));
      assertThat(cache.positions(1, 1)).containsExactly(0, 2, 5, 8);
      long reserved = cache.reservedBytes();
      decoder.step(3);
      assertThat(cache.positions(1, 1)).containsExactly(0, 5, 8, 9);
      decoder.step(4);
      assertThat(cache.positions(1, 1)).containsExactly(0, 8, 9, 10);
      assertThat(cache.slots(1, 1)).containsExactlyInAnyOrder(0, 1, 3, 4);
      assertThat(cache.length(0, 0)).isEqualTo(4);
      assertThat(cache.bytes()).isEqualTo(2 * 2 * 4 * 2 * 4 * 8);
      assertThat(cache.reservedBytes()).isEqualTo(reserved);
    }
  }

  @Test
  void twoDropsInARowLeaveTheOthersInPlace() {
    try (LanguageModel model = model("llama");
        RaggedDecoder decoder =
            new RaggedDecoder(model, EvictionPolicy.ALL, false, ActivationHook.NONE)) {
      decoder.prompt(ids(9, 13));
      RaggedCache cache = decoder.cache();
      double[] before = byPosition(cache);
      for (int drop : new int[] {6, 2, 0}) {
        cache.drop(0, 0, drop);
      }
      assertThat(cache.positions(0, 0)).containsExactly(1, 3, 4, 5, 7, 8);
      double[] after = byPosition(cache);
      for (int i = 0; i < after.length; i++) {
        int position = cache.positions(0, 0)[i / 4];
        assertThat(after[i]).isEqualTo(before[4 * position + i % 4]);
      }
    }
  }

  private static double[] byPosition(RaggedCache cache) {
    try (NDScope _ = new NDScope()) {
      double[] rows = cache.keys(0, 0).toDoubleArray();
      return Arrays.stream(cache.slots(0, 0))
          .boxed()
          .flatMapToDouble(slot -> Arrays.stream(rows, 4 * slot, 4 * slot + 4))
          .toArray();
    }
  }

  @Test
  void tokensThatDoNotGoOnHaveNoEntryAbove() {
    int[] onward = {1, 4, 7, 8};
    EvictionPolicy retention = new Fixed(new int[0], -1, 1, onward);
    try (LanguageModel model = model("llama");
        RaggedDecoder decoder = new RaggedDecoder(model, retention, false, ActivationHook.NONE)) {
      decoder.prompt(ids(9, 13));
      assertThat(decoder.tokensOfLayers()).containsExactly(9, 4);
      assertThat(decoder.cache().positions(0, 0)).hasSize(9);
      assertThat(decoder.cache().positions(1, 0)).containsExactly(onward);
      decoder.step(1);
      assertThat(decoder.cache().positions(1, 0)).containsExactly(1, 4, 7, 8, 9);
    }
  }

  @Test
  void aWindowOfTheModelHoldsInTheCacheToo() {
    ModelConfig config =
        ModelConfig.read(
            """
            {"model_type": "mistral", "vocab_size": 13, "max_position_embeddings": 64,
             "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 4,
             "num_key_value_heads": 2, "intermediate_size": 24, "sliding_window": 5}
            """);
    try (LanguageModel model =
            LanguageModel.of(session, config, HashedWeights.of(config, false), DataType.FLOAT64);
        RaggedDecoder decoder =
            new RaggedDecoder(model, EvictionPolicy.ALL, false, ActivationHook.NONE)) {
      int[] ids = ids(11, 13);
      close(decoder.prompt(Arrays.copyOf(ids, 9)), dense(model, Arrays.copyOf(ids, 9)));
      decoder.step(ids[9]);
      close(decoder.step(ids[10]), dense(model, ids));
    }
  }

  @Test
  void attentionThatIsNoNumberIsNamed() {
    EvictionPolicy watching = new Fixed(new int[0], -1, -1, new int[0]);
    String name = "model.layers.1.self_attn.q_proj.weight";
    try (LanguageModel model = model("llama");
        RaggedDecoder decoder = new RaggedDecoder(model, watching, false, ActivationHook.NONE);
        RaggedDecoder unwatched =
            new RaggedDecoder(model, EvictionPolicy.ALL, false, ActivationHook.NONE)) {
      model.setWeight(name, model.weight(name).mul(Double.NaN));
      assertThatThrownBy(() -> decoder.prompt(ids(9, 13)))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageStartingWith("layer 1: the attention is NaN");
      assertThatThrownBy(() -> unwatched.prompt(ids(9, 13)))
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("the logit of token 0 is NaN");
    }
  }

  @Test
  void wrongUseIsRefused() {
    try (LanguageModel model = model("gpt2");
        RaggedDecoder decoder =
            new RaggedDecoder(model, EvictionPolicy.ALL, false, ActivationHook.NONE)) {
      assertThatThrownBy(() -> decoder.step(1)).hasMessage("a decoder reads a prompt first");
      assertThatThrownBy(() -> decoder.prompt(new int[] {11}))
          .hasMessage("token 0 of row 0 must be in 0..10: got 11");
      decoder.prompt(ids(16, 11));
      assertThatThrownBy(() -> decoder.step(1))
          .hasMessage("the text must have at most 16 tokens, the model's context: got 17");
    }
  }
}

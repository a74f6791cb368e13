package offprint.kernels.lm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.kernels.lm.checkpoint.HashedWeights;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.lm.training.InitialWeights;
import offprint.kernels.torch.Gradient;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One call a pass gives what the watched pass gives, operation by operation. */
class FusedTransformerTest {
  private static final ActivationHook WATCHING = (_, _, x) -> x;

  private static final String GPT2 =
      """
      {"model_type": "gpt2", "vocab_size": 97, "n_positions": 64, "n_embd": 32, "n_layer": 2,
       "n_head": 4, "activation_function": "%s"}
      """;

  private static ModelConfig config(String family) {
    return switch (family) {
      case "gpt2" -> ModelConfig.read(GPT2.formatted("gelu_new"));
      case "gpt2, erf" -> ModelConfig.read(GPT2.formatted("gelu"));
      case "gpt2, relu" -> ModelConfig.read(GPT2.formatted("relu"));
      case "qwen3" -> llama("qwen3", ", \"head_dim\": 16");
      case "mistral" -> llama("mistral", ", \"sliding_window\": 6");
      default -> llama(family, "");
    };
  }

  private static ModelConfig llama(String type, String more) {
    return ModelConfig.read(
        """
        {"model_type": "%s", "vocab_size": 97, "max_position_embeddings": 64, "hidden_size": 32,
         "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
         "intermediate_size": 80%s}
        """
            .formatted(type, more));
  }

  private static int[] ids(int length, int vocabulary) {
    return new SplittableRandom(length).ints(length, 0, vocabulary).toArray();
  }

  private static double[] logits(LanguageModel model, TokenBatch batch, ActivationHook probe) {
    try (NDScope _ = new NDScope()) {
      return model.forward(batch, probe).toType(DataType.FLOAT64, false).toDoubleArray();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "gpt2, erf", "gpt2, relu", "llama", "qwen2", "qwen3", "mistral"})
  void anUnwatchedPassGivesTheLogitsOfAWatchedOne(String family) {
    ModelConfig config = config(family);
    try (Session session = Session.open();
        LanguageModel model =
            LanguageModel.of(session, config, HashedWeights.of(config, false), DataType.FLOAT64)) {
      TokenBatch one = TokenBatch.of(ids(13, 97));
      assertThat(logits(model, one, ActivationHook.NONE))
          .containsExactly(logits(model, one, WATCHING), within(1e-10));
      TokenBatch padded = TokenBatch.of(ids(13, 97), ids(4, 97), ids(9, 97));
      assertThat(logits(model, padded, ActivationHook.NONE))
          .containsExactly(logits(model, padded, WATCHING), within(1e-10));
      try (KeyValueCache unwatched = model.cache(padded, 24);
          KeyValueCache watched = model.cache(padded, 24);
          NDScope _ = new NDScope()) {
        for (int fresh : new int[] {13, 1, 5, 1}) {
          TokenBatch next =
              fresh == 13 ? padded : TokenBatch.of(ids(fresh, 97), ids(fresh, 96), ids(fresh, 95));
          double[] expected = model.forward(next, watched, WATCHING).toDoubleArray();
          assertThat(model.forward(next, unwatched, ActivationHook.NONE).toDoubleArray())
              .containsExactly(expected, within(1e-10));
        }
      }
    }
  }

  /** Wide enough for the products of oneDNN. */
  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama"})
  void float32IsWithinItsPrecision(String layout) {
    ModelConfig config =
        layout.equals("gpt2")
            ? ModelConfig.gpt2(503, 64, 128, 2, 4)
            : ModelConfig.read(
                """
                {"model_type": "llama", "vocab_size": 503, "max_position_embeddings": 64,
                 "hidden_size": 128, "num_hidden_layers": 2, "num_attention_heads": 4,
                 "num_key_value_heads": 2, "intermediate_size": 320}
                """);
    try (Session session = Session.open()) {
      Parameters parameters =
          InitialWeights.of(config).declaration().on(session, new SplittableRandom(3));
      Safetensors weights = Safetensors.of(parameters.tensors(), Map.of());
      TokenBatch batch = TokenBatch.of(ids(60, 503), ids(60, 502));
      try (LanguageModel single = LanguageModel.of(session, config, weights, DataType.FLOAT32);
          LanguageModel exact = LanguageModel.of(session, config, weights, DataType.FLOAT64)) {
        double[] expected = logits(exact, batch, WATCHING);
        assertThat(logits(single, batch, ActivationHook.NONE))
            .containsExactly(expected, within(1e-5));
        assertThat(logits(single, batch, WATCHING)).containsExactly(expected, within(1e-5));
        double[] again = logits(single, batch, ActivationHook.NONE);
        assertThat(logits(single, batch, ActivationHook.NONE)).isEqualTo(again);
      }
    }
  }

  @Test
  void theLossHasTheGradientOfTheSumOfItsLogarithms() {
    for (String family : new String[] {"gpt2", "llama", "qwen3"}) {
      ModelConfig config = config(family);
      int[][] rows = {ids(12, 97), ids(7, 97)};
      try (Session session = Session.open()) {
        Parameters parameters =
            InitialWeights.of(config).declaration().on(session, new SplittableRandom(4));
        long[] targets = new long[24];
        Arrays.setAll(targets, i -> i < 12 || i >= 20 ? i : FusedLoss.NOT_JUDGED);
        FusedLoss fused = FusedLoss.of(session, config, parameters.names());
        double loss = Gradient.of(() -> fused.of(parameters, TokenBatch.of(rows), targets));
        float[] gradient = parameters.flat().getGradient().toFloatArray();
        JniUtils.zeroGrad((PtNDArray) parameters.flat());
        double expected =
            Gradient.of(() -> byLogarithms(session, config, parameters, rows, targets));
        assertThat(loss).isCloseTo(expected, within(1e-5));
        assertThat(gradient)
            .containsExactly(parameters.flat().getGradient().toFloatArray(), within(1e-6f));
      }
    }
  }

  private static NDArray byLogarithms(
      Session session, ModelConfig config, Parameters parameters, int[][] rows, long[] targets) {
    LanguageModel model =
        LanguageModel.over(session, config, parameters.views()::find, DataType.FLOAT32);
    NDArray law =
        model
            .forward(TokenBatch.of(rows), WATCHING)
            .reshape(targets.length, config.vocabulary())
            .logSoftmax(-1);
    float[] share = new float[targets.length];
    long judged = Arrays.stream(targets).filter(t -> t >= 0).count();
    for (int i = 0; i < share.length; i++) {
      share[i] = targets[i] >= 0 ? -1f / judged : 0;
    }
    long[] index = Arrays.stream(targets).map(t -> Math.max(0, t)).toArray();
    NDArray at = session.manager().create(index, new Shape(targets.length, 1));
    NDArray picked = JniUtils.gather((PtNDArray) law, (PtNDArray) at, 1);
    return picked.mul(session.constant(share, targets.length, 1)).sum();
  }
}

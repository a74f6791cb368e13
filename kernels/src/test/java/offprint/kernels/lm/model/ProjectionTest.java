package offprint.kernels.lm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.lm.checkpoint.HashedWeights;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.inference.Likelihood;
import offprint.kernels.lm.inference.WindowLoss;
import offprint.kernels.lm.tokens.ByteTokens;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.Test;

/** Projections as W [out, in], whichever way their tensors lie; bytes as tokens. */
class ProjectionTest {
  @Test
  void aProjectionIsWhatItsInputIsMultipliedBy() {
    for (ModelConfig config : List.of(HashedModels.GPT2, HashedModels.LLAMA)) {
      try (Session session = Session.open();
          LanguageModel model =
              LanguageModel.of(session, config, HashedWeights.of(config, false), DataType.FLOAT64);
          NDScope _ = new NDScope()) {
        Map<String, double[]> seen = new HashMap<>();
        ActivationHook probe =
            (site, layer, x) -> {
              seen.put(layer + "." + site, x.toType(DataType.FLOAT64, false).toDoubleArray());
              return x;
            };
        NDArray _ = model.forward(TokenBatch.of(HashedModels.IDS), probe);
        Projection out =
            Projection.of(config).stream().filter(p -> p.kind().equals("o")).toList().getLast();
        double[] values = model.weight(out.tensor()).toDoubleArray();
        double[] w = out.read(values);
        double[] x = seen.get(out.inputName());
        double[] y = seen.get(out.layer() + "." + ActivationHook.Site.ATTENTION_OUT);
        double bias =
            config.layout() == ModelConfig.Layout.GPT2
                ? model.weight("h.1.attn.c_proj.bias").toDoubleArray()[3]
                : 0;
        double sum = bias;
        for (int j = 0; j < out.columns(); j++) {
          sum += w[3 * out.columns() + j] * x[2 * out.columns() + j];
        }
        assertThat(sum).isCloseTo(y[2 * out.rows() + 3], within(1e-12));
        double[] copy = new double[values.length];
        Projection.of(config).stream()
            .filter(p -> p.tensor().equals(out.tensor()))
            .forEach(p -> p.write(p.read(values), copy));
        assertThat(copy).isEqualTo(values);
      }
    }
  }

  @Test
  void queriesKeysAndValuesShareATensorAndAnInput() {
    Map<String, Long> sizes = new LinkedHashMap<>();
    Projection.of(HashedModels.GPT2).forEach(p -> sizes.merge(p.tensor(), p.size(), Long::sum));
    assertThat(sizes).containsEntry("h.0.attn.c_attn.weight", 192L).hasSize(8);
    assertThat(Projection.of(HashedModels.LLAMA).stream().map(Projection::inputName).distinct())
        .hasSize(8);
  }

  @Test
  void everyByteIsAToken() {
    String text = "naïve café 🐳\n\t 'tis  A";
    int[] ids = ByteTokens.encode(text);
    assertThat(ids).hasSize(text.getBytes(StandardCharsets.UTF_8).length);
    try (Tokenizer tokenizer = Tokenizer.read(ByteTokens.json(), ByteTokens.SIZE)) {
      assertThat(tokenizer.encode(text)).isEqualTo(ids);
      assertThat(tokenizer.decode(ids)).isEqualTo(text);
    }
  }

  @Test
  void aModelMayAskForItsWeightsWheneverItNeedsThem() {
    try (Session session = Session.open();
        LanguageModel model =
            LanguageModel.of(
                session,
                HashedModels.LLAMA,
                HashedWeights.of(HashedModels.LLAMA, false),
                DataType.FLOAT32);
        LanguageModel asking =
            LanguageModel.over(
                session,
                HashedModels.LLAMA,
                name -> model.parameters().contains(name) ? model.weight(name) : null,
                DataType.FLOAT32);
        NDScope _ = new NDScope()) {
      TokenBatch batch = TokenBatch.of(HashedModels.IDS);
      float[] expected = model.forward(batch, ActivationHook.NONE).toFloatArray();
      assertThat(asking.forward(batch, ActivationHook.NONE).toFloatArray())
          .containsExactly(expected, within(1e-5f));
      double loss = WindowLoss.mean(asking, new int[][] {{1, 5, 2}, {7, 3, 0}}, () -> {});
      double[] first = new Likelihood(model).logProbabilities(new int[] {1, 5, 2});
      double[] second = new Likelihood(model).logProbabilities(new int[] {7, 3, 0});
      double mean = -(Arrays.stream(first).sum() + Arrays.stream(second).sum()) / 4;
      assertThat(loss).isCloseTo(mean, within(1e-6));
    }
  }
}

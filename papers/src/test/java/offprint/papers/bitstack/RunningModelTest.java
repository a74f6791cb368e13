package offprint.papers.bitstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.kernels.lm.checkpoint.HashedWeights;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.KeyValueCache;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.model.Projection;
import offprint.kernels.lm.tokens.ByteTokens;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.task.Progress;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.SafetensorsPrefix;
import offprint.kernels.torch.Session;
import offprint.papers.bitstack.AbsoluteDecomposition.Rounding;
import offprint.papers.bitstack.AbsoluteDecomposition.Svd;
import offprint.papers.bitstack.RunningModel.Mode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stacks of formula models in both layouts: file, budgets while running, three ways to compute. */
class RunningModelTest {
  private static final int[] IDS = {1, 5, 2, 7, 3, 8, 0, 4};
  private static final ModelConfig LLAMA =
      ModelConfig.read(
          """
          {"model_type": "llama", "vocab_size": 13, "max_position_embeddings": 64,
           "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 4,
           "num_key_value_heads": 2, "intermediate_size": 20, "rms_norm_eps": 1e-5}
          """);
  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.open();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static byte[] stack(ModelConfig config, int levels) throws IOException {
    Safetensors weights = HashedWeights.of(config, false);
    try (LanguageModel model = LanguageModel.of(session, config, weights, DataType.FLOAT32)) {
      int[][] windows = TinyModelTest.sequences(0, 4);
      Compressor compressor = Compressor.of(model, 1, Scales.measure(model, windows, () -> {}));
      compressor.decompose(levels, Rounding.STORED, Svd.EXACT, 1, Progress.NONE);
      Map<String, Safetensors.Tensor> base = compressor.base();
      int projections = compressor.projections().size();
      StackIndex index =
          compressor.index(
              Compressor.bytes(base),
              levels,
              UniversalOrder.random(projections, levels, new SplittableRandom(5)));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new Stack(
              config,
              ByteTokens.json(),
              base,
              compressor.scales(),
              compressor.blocks(),
              index,
              List.of(),
              Map.of())
          .write(out);
      return out.toByteArray();
    }
  }

  private static ModelConfig config(String layout) {
    return layout.equals("gpt2") ? TinyModelTest.CONFIG : LLAMA;
  }

  private static StackFile file(byte[] bytes) throws IOException {
    return StackFile.open(SafetensorsPrefix.of("model.bitstack", bytes));
  }

  private static RunningModel run(byte[] bytes, double budget, Mode mode) throws IOException {
    return RunningModel.open(session, file(bytes), budget, true, mode);
  }

  private static float[] logits(RunningModel running, int... ids) {
    try (NDScope _ = new NDScope()) {
      return running.model().forward(TokenBatch.of(ids), ActivationHook.NONE).toFloatArray();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama"})
  void allBlocksGiveNearlyTheModelThatWasCompressed(String layout) throws IOException {
    ModelConfig config = config(layout);
    byte[] bytes = stack(config, 12);
    float[] expected;
    try (LanguageModel model =
            LanguageModel.of(session, config, HashedWeights.of(config, false), DataType.FLOAT32);
        NDScope _ = new NDScope()) {
      expected = model.forward(TokenBatch.of(IDS), ActivationHook.NONE).toFloatArray();
    }
    StackIndex index = file(bytes).index();
    double few;
    double all;
    try (RunningModel running = run(bytes, index.minimumBytes(), Mode.PACKED)) {
      few = distance(logits(running, IDS), expected);
    }
    try (RunningModel running = run(bytes, 1e9, Mode.PACKED)) {
      all = distance(logits(running, IDS), expected);
      assertThat(running.loaded().bytes()).isEqualTo(index.fullBytes());
    }
    assertThat(all).isLessThan(0.1 * few);
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (double) (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama"})
  void aChangedBudgetGivesTheLogitsOfAFreshLoadAndReadsTheDifference(String layout)
      throws IOException {
    byte[] bytes = stack(config(layout), 4);
    StackIndex index = file(bytes).index();
    SplittableRandom random = new SplittableRandom(3);
    List<Integer> text = new ArrayList<>(List.of(1, 5));
    for (Mode mode : Mode.values()) {
      try (RunningModel running = run(bytes, index.minimumBytes(), mode);
          KeyValueCache cache = running.model().cache(TokenBatch.of(new int[] {1}), 64)) {
        for (int step = 0; step < 20; step++) {
          long range = index.fullBytes() - index.minimumBytes();
          double budget = index.minimumBytes() + random.nextDouble() * range;
          long before = running.loaded().bytes();
          long read = running.setBudget(budget);
          long after = running.loaded().bytes();
          assertThat(after).isBetween(index.minimumBytes(), (long) budget);
          assertThat(budget - after).isLessThan(80);
          assertThat(read).isEqualTo(Math.max(0, after - before));
          int[] ids = text.stream().mapToInt(i -> i).toArray();
          try (RunningModel fresh = run(bytes, budget, mode)) {
            assertThat(logits(running, ids)).isEqualTo(logits(fresh, ids));
          }
          try (NDScope _ = new NDScope()) { // the cache of earlier budgets stays in use
            if (step < 12) {
              running
                  .model()
                  .forward(TokenBatch.of(new int[] {step % 11}), cache, ActivationHook.NONE);
            }
          }
          text.add(step % 11);
          if (text.size() > 12) {
            text.removeFirst();
          }
        }
        assertThat(cache.length()).isEqualTo(12);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void threeWaysToComputeAgree(Mode mode) throws IOException {
    for (String layout : List.of("gpt2", "llama")) {
      byte[] bytes = stack(config(layout), 4);
      double budget = 0.6 * file(bytes).index().fullBytes();
      try (RunningModel packed = run(bytes, budget, Mode.PACKED);
          RunningModel other = run(bytes, budget, mode)) {
        float[] expected = logits(packed, 7);
        float[] found = logits(other, 7);
        for (int i = 0; i < expected.length; i++) {
          assertThat(found[i]).isCloseTo(expected[i], within(2e-5f));
        }
      }
    }
  }

  @Test
  void partsOfTheLastBlockFillTheBudget() throws IOException {
    byte[] bytes = stack(LLAMA, 4);
    StackFile file = file(bytes);
    StackIndex index = file.index();
    long whole = index.items(20).bytes();
    StackIndex.Shape next = index.shape(index.order().get(20));
    double half = whole + next.factorBytes() + 5;
    StackIndex.Prefix prefix = index.prefix(half, true);
    assertThat(prefix.items()).isEqualTo(20);
    assertThat(prefix.rows()).isEqualTo(40 / next.columns());
    assertThat(index.prefix(half, false).bytes()).isEqualTo(whole);
  }

  @Test
  void wrongFilesAreNamed() throws IOException {
    byte[] bytes = stack(TinyModelTest.CONFIG, 4);
    StackIndex index = file(bytes).index();
    assertThatThrownBy(() -> run(bytes, 100, Mode.PACKED))
        .hasMessage(
            "budgetMiB must be at least 0.0020 MiB: base and scales 0.0013 MiB + first blocks"
                + " 0.0007 MiB; got 0.0001 MiB");
    long values = index.fullBytes();
    int start = (int) (bytes.length - values);
    byte[] cut = Arrays.copyOf(bytes, (int) (start + index.minimumBytes() - 1));
    assertThatThrownBy(() -> file(cut))
        .hasMessage(
            "model.bitstack is cut off inside the first level: it has 11 of 12 first blocks");
    byte[] shorter = Arrays.copyOf(bytes, (int) (start + index.minimumBytes() + 200));
    StackFile part = file(shorter);
    assertThat(part.blocksPresent()).isBetween(13, 17);
    assertThat(part.prefix(1e9, true).items()).isEqualTo(part.blocksPresent());
    try (RunningModel running = run(shorter, 1e9, Mode.PACKED)) {
      assertThat(running.loaded().bytes()).isEqualTo(index.items(part.blocksPresent()).bytes());
    }
    assertThatThrownBy(() -> file(replaced(bytes, "0.q.2 ", "0.q.3 ")))
        .hasMessageStartingWith("order: block 3 of projection 1 must come");
    byte[] zero = bytes.clone();
    ByteBuffer.wrap(zero)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat((int) (start + index.baseBytes()), 0);
    assertThatThrownBy(() -> run(zero, 1e9, Mode.PACKED))
        .hasMessage(
            "model.bitstack: tensor 'scale.0.attention_in' must hold positive numbers: number 0"
                + " is 0.0");
    byte[] missing = bytes.clone();
    ByteBuffer.wrap(missing)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat((int) (start + index.baseBytes() + 4), Float.NaN);
    assertThatThrownBy(() -> run(missing, 1e9, Mode.PACKED))
        .hasMessageEndingWith("number 1 is NaN");
    assertThatThrownBy(() -> file(replaced(bytes, "bitstack-1", "bitstack-9")))
        .hasMessageContaining("format bitstack-1): got format bitstack-9");
  }

  private static byte[] replaced(byte[] bytes, String from, String to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int order = Math.max(0, text.indexOf("\"order\""));
    int at = text.indexOf(from, from.contains(".") ? order : 0);
    return (text.substring(0, at) + to + text.substring(at + from.length()))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void blocksMultiplyAsTheMatrixDoes() {
    double[] a = HashedWeights.matrix(3, 35, 1);
    double[] x = {1, -2, 3, .5, -1, 2, -.25};
    double[] golden = {
      -4.079376748637, 6.245792907193, -4.959480825236, .676978854684, 3.209141769995
    };
    AbsoluteDecomposition exact =
        new AbsoluteDecomposition(a.clone(), 5, 7, 1, Rounding.NONE, Svd.EXACT, 1);
    double[] w = new double[35];
    exact.next().addTo(w, 1, 5);
    exact.next().addTo(w, 1, 5);
    for (int i = 0; i < 5; i++) {
      double y = 0;
      for (int j = 0; j < 7; j++) {
        y += w[i * 7 + j] * x[j];
      }
      assertThat(y).isCloseTo(golden[i], within(1e-12));
    }
    float[] narrow = new float[7];
    for (int j = 0; j < 7; j++) {
      narrow[j] = (float) x[j];
    }
    AbsoluteDecomposition stored =
        new AbsoluteDecomposition(a.clone(), 5, 7, 2, Rounding.STORED, Svd.EXACT, 1);
    PackedProjection packed = new PackedProjection(5, 7, new float[] {1, 2, 4, .5f, 8, 1, 2});
    packed.put(0, Block.of(stored.next()), 5);
    packed.put(1, Block.of(stored.next()), 3);
    FloatBuffer matrix = FloatBuffer.allocate(35);
    packed.restore(matrix, 0);
    float[] y = new float[5];
    packed.multiply(narrow, y, 0);
    for (int i = 0; i < 5; i++) {
      float sum = 0;
      for (int j = 0; j < 7; j++) {
        sum += matrix.get(i * 7 + j) * narrow[j];
      }
      assertThat(y[i]).isCloseTo(sum, within(1e-5f));
    }
  }

  @Test
  void scalingServesTheOutputsRatherThanTheWeights() {
    double[] x = HashedWeights.matrix(21, 84, 1);
    for (int i = 0; i < 12; i++) {
      x[7 * i + 2] *= 16;
      x[7 * i + 5] /= 16;
    }
    double[] s = new double[7];
    for (int j = 0; j < 7; j++) {
      for (int n = 0; n < 3; n++) {
        double sum = 0;
        for (int t = 0; t < 4; t++) {
          sum += Math.pow(x[(4 * n + t) * 7 + j], 2);
        }
        s[j] += Math.sqrt(sum) / 3;
      }
      s[j] += 1e-3;
    }
    double[] golden = {
      1.314566225974,
      1.023766678224,
      16.109996657955,
      1.296073248272,
      1.142264628475,
      .059094392603,
      1.167727504406
    };
    for (int j = 0; j < 7; j++) {
      assertThat(s[j]).isCloseTo(golden[j], within(1e-12));
    }
    double[] ones = {1, 1, 1, 1, 1, 1, 1};
    outputErrors(x, ones, .494012930905, .329040716153, .097697806737);
    outputErrors(x, s, .087362826906, .044575577779, .019647743574);
  }

  /** |X (A − A')ᵀ| / |X Aᵀ| after one block more each. */
  private static void outputErrors(double[] x, double[] s, double... golden) {
    double[] a = HashedWeights.matrix(3, 35, 1);
    double[] c = a.clone();
    for (int i = 0; i < 35; i++) {
      c[i] *= s[i % 7];
    }
    AbsoluteDecomposition decomposition =
        new AbsoluteDecomposition(c, 5, 7, 1, Rounding.NONE, Svd.EXACT, 1);
    double[] sum = new double[35];
    for (double expected : golden) {
      decomposition.next().addTo(sum, 1, 5);
      double[] left = new double[35];
      for (int i = 0; i < 35; i++) {
        left[i] = a[i] - sum[i] / s[i % 7];
      }
      assertThat(output(x, left) / output(x, a)).isCloseTo(expected, within(1e-12));
    }
  }

  private static double output(double[] x, double[] w) {
    double sum = 0;
    for (int t = 0; t < 12; t++) {
      for (int i = 0; i < 5; i++) {
        double y = 0;
        for (int j = 0; j < 7; j++) {
          y += x[7 * t + j] * w[7 * i + j];
        }
        sum += y * y;
      }
    }
    return Math.sqrt(sum);
  }

  @Test
  void projectionsCoverTheWeightsOfBothLayouts() {
    assertThat(Projection.of(TinyModelTest.CONFIG).stream().map(Projection::name))
        .startsWith("0.q", "0.k", "0.v", "0.o", "0.fc", "0.proj")
        .hasSize(12);
    assertThat(Projection.of(LLAMA).stream().map(Projection::name))
        .startsWith("0.q", "0.k", "0.v", "0.o", "0.gate", "0.up", "0.down")
        .hasSize(14);
  }
}

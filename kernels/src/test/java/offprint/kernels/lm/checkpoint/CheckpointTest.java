package offprint.kernels.lm.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.HashedModels;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.CharacterTokens;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.torch.MappedSafetensors;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final ModelConfig LLAMA = HashedModels.LLAMA;
  private static Session session;
  @TempDir Path folder;
  private Map<String, Safetensors.Tensor> tensors;

  @BeforeAll
  static void open() {
    session = Session.open();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @BeforeEach
  void write() throws IOException {
    tensors = new TreeMap<>(HashedWeights.of(LLAMA, false).tensors());
    Files.writeString(folder.resolve("config.json"), ConfigJson.write(LLAMA));
  }

  private static void write(Map<String, Safetensors.Tensor> tensors, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      Safetensors.write(tensors, Map.of(), out);
    }
  }

  /** Values are exact in each type. */
  private static Safetensors.Tensor as(String type, Safetensors.Tensor tensor) {
    int size = tensor.data().remaining() / 8;
    int width = type.equals("F32") ? 4 : 2;
    ByteBuffer data = ByteBuffer.allocate(width * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      float value = (float) tensor.data().getDouble(8 * i);
      switch (type) {
        case "F32" -> data.putFloat(value);
        case "F16" -> data.putShort(Float.floatToFloat16(value));
        default -> data.putShort((short) (Float.floatToRawIntBits(value) >>> 16));
      }
    }
    return new Safetensors.Tensor(type, tensor.shape(), data.flip());
  }

  private double[] lastLogits(Path path) throws IOException {
    try (LanguageModel model =
            LanguageModel.open(session, Checkpoint.open(path), DataType.FLOAT64);
        NDScope _ = new NDScope()) {
      double[] logits =
          model.forward(TokenBatch.of(HashedModels.IDS), ActivationHook.NONE).toDoubleArray();
      return Arrays.copyOfRange(logits, 52, 65);
    }
  }

  private void isTheReference(Path path) throws IOException {
    double[] logits = lastLogits(path);
    assertThat(logits[0]).isCloseTo(-.9101142145, within(1e-10));
    assertThat(logits[12]).isCloseTo(3.1787292845, within(1e-10));
  }

  @Test
  void aWeightThatIsNotFiniteIsNamedWithItsIndex() throws IOException {
    String name = "model.layers.1.mlp.up_proj.weight"; // [24, 16]
    for (String type : List.of("F64", "F32", "F16", "BF16")) {
      for (int at : new int[] {0, 37, 383}) {
        Map<String, Safetensors.Tensor> stored = new LinkedHashMap<>();
        tensors.forEach(
            (n, tensor) -> stored.put(n, type.equals("F64") ? tensor : as(type, tensor)));
        Safetensors.Tensor whole = stored.get(name);
        ByteBuffer bytes = ByteBuffer.allocate(whole.data().remaining());
        bytes.order(ByteOrder.LITTLE_ENDIAN).put(whole.data().duplicate()).flip();
        switch (type) {
          case "F64" -> bytes.putDouble(8 * at, Double.NaN);
          case "F32" -> bytes.putFloat(4 * at, Float.NEGATIVE_INFINITY);
          case "F16" -> bytes.putShort(2 * at, Float.floatToFloat16(Float.NaN));
          default -> bytes.putShort(2 * at, (short) 0xFF80); // minus infinity
        }
        stored.put(name, new Safetensors.Tensor(type, whole.shape(), bytes));
        write(stored, folder.resolve("model.safetensors"));
        assertThatThrownBy(() -> Checkpoint.open(folder))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "tensor '%s' must hold finite weights: NaN or infinity at index [%d, %d]"
                    .formatted(name, at / 16, at % 16));
      }
    }
  }

  @Test
  void everyStoredTypeGivesTheSameLogits() throws IOException {
    for (String type : List.of("F32", "F16", "BF16")) {
      Map<String, Safetensors.Tensor> stored = new LinkedHashMap<>();
      tensors.forEach((name, tensor) -> stored.put(name, as(type, tensor)));
      write(stored, folder.resolve("model.safetensors"));
      isTheReference(folder);
      try (LanguageModel model = LanguageModel.open(session, Checkpoint.open(folder));
          NDScope _ = new NDScope()) {
        float[] logits =
            model.forward(TokenBatch.of(HashedModels.IDS), ActivationHook.NONE).toFloatArray();
        assertThat((double) logits[64]).isCloseTo(3.1787292845, within(1e-5));
      }
    }
  }

  @Test
  void halfPrecisionNumbersAreReadToTheLastBit() throws IOException {
    Path file = folder.resolve("half.safetensors");
    ByteBuffer half = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    half.putShort((short) 1).putShort((short) 0xC500);
    ByteBuffer brain = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    brain.putShort((short) 0x3F80).putShort((short) 0xC020);
    write(
        Map.of(
            "h", new Safetensors.Tensor("F16", List.of(2L), half.flip()),
            "b", new Safetensors.Tensor("BF16", List.of(2L), brain.flip())),
        file);
    MappedSafetensors mapped = MappedSafetensors.open(file);
    try (NDScope _ = new NDScope()) {
      assertThat(mapped.array(session.manager(), "h", DataType.FLOAT64).toDoubleArray())
          .containsExactly(Math.scalb(1.0, -24), -5);
      assertThat(mapped.array(session.manager(), "b", DataType.FLOAT32).toFloatArray())
          .containsExactly(1, -2.5f);
    }
  }

  @Test
  void shardsAreFoundByTheirIndex() throws IOException {
    Map<String, Safetensors.Tensor> first = new TreeMap<>(tensors);
    first.keySet().removeIf(name -> name.contains("layers.1"));
    Map<String, Safetensors.Tensor> second = new TreeMap<>(tensors);
    second.keySet().removeAll(first.keySet());
    write(first, folder.resolve("model-00001-of-00002.safetensors"));
    write(second, folder.resolve("model-00002-of-00002.safetensors"));
    StringBuilder map = new StringBuilder();
    tensors
        .keySet()
        .forEach(
            name ->
                map.append(map.isEmpty() ? "" : ",")
                    .append(
                        "\"%s\":\"model-0000%d-of-00002.safetensors\""
                            .formatted(name, first.containsKey(name) ? 1 : 2)));
    Files.writeString(
        folder.resolve("model.safetensors.index.json"), "{\"weight_map\":{" + map + "}}");
    isTheReference(folder);
    isTheReference(folder.resolve("model-00002-of-00002.safetensors"));
    Files.delete(folder.resolve("model-00002-of-00002.safetensors"));
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .hasMessage(
            "model.safetensors.index.json names the shard model-00002-of-00002.safetensors: it is"
                + " not there");
  }

  @Test
  void oneFileCarriesConfigAndTokenizer() throws IOException {
    Path file = folder.resolve("alone").resolve("whale.safetensors");
    Files.createDirectories(file.getParent());
    CharacterTokens characters = CharacterTokens.of("abcdefghijklm");
    try (OutputStream out = Files.newOutputStream(file)) {
      new CheckpointWriter(LLAMA, characters.json()).weights(tensors, out);
    }
    isTheReference(file);
    Checkpoint checkpoint = Checkpoint.open(file);
    assertThat(checkpoint.config()).isEqualTo(LLAMA);
    try (Tokenizer tokenizer = checkpoint.tokenizer()) {
      assertThat(tokenizer.encode("bfchd")).containsExactly(HashedModels.IDS);
    }
  }

  @Test
  void gpt2NamesMayHaveAPrefixAndMasks() throws IOException {
    ModelConfig gpt2 = HashedModels.GPT2;
    Map<String, Safetensors.Tensor> stored = new TreeMap<>();
    HashedWeights.of(gpt2, false).tensors().forEach((n, t) -> stored.put("transformer." + n, t));
    stored.put(
        "transformer.h.0.attn.bias",
        new Safetensors.Tensor("BOOL", List.of(1L), ByteBuffer.allocate(1)));
    write(stored, folder.resolve("model.safetensors"));
    Files.writeString(folder.resolve("config.json"), ConfigJson.write(gpt2));
    double[] logits = new double[11];
    try (LanguageModel model =
            LanguageModel.open(session, Checkpoint.open(folder), DataType.FLOAT64);
        NDScope _ = new NDScope()) {
      logits = model.forward(TokenBatch.of(HashedModels.IDS), ActivationHook.NONE).toDoubleArray();
    }
    assertThat(logits[44]).isCloseTo(-.7702785788, within(1e-10));
  }

  @Test
  void replacedWeightsChangeTheLogitsAndReplacedBackDoNot() throws IOException {
    write(tensors, folder.resolve("model.safetensors"));
    try (LanguageModel model = LanguageModel.open(session, Checkpoint.open(folder));
        NDScope _ = new NDScope()) {
      String name = "model.layers.1.mlp.up_proj.weight";
      float[] before =
          model.forward(TokenBatch.of(new int[] {1, 2}), ActivationHook.NONE).toFloatArray();
      var kept = model.weight(name).duplicate();
      model.setWeight(name, kept.mul(2));
      assertThat(model.forward(TokenBatch.of(new int[] {1, 2}), ActivationHook.NONE).toFloatArray())
          .isNotEqualTo(before);
      model.setWeight(name, kept);
      assertThat(model.forward(TokenBatch.of(new int[] {1, 2}), ActivationHook.NONE).toFloatArray())
          .isEqualTo(before);
      assertThatThrownBy(() -> model.setWeight(name, kept.transpose()))
          .hasMessage("tensor '%s' must have shape (24, 16): got (16, 24)".formatted(name));
    }
  }

  @Test
  void replacedWeightsOutliveTheArrayTheyCameFrom() throws IOException {
    write(tensors, folder.resolve("model.safetensors"));
    try (LanguageModel model =
        LanguageModel.open(session, Checkpoint.open(folder), DataType.FLOAT64)) {
      String name = "model.layers.1.mlp.up_proj.weight";
      for (int round = 0; round < 20; round++) {
        double[] values = new double[24 * 16];
        Arrays.fill(values, round + 0.5);
        try (NDScope _ = new NDScope()) {
          model.setWeight(name, session.manager().create(values).reshape(24, 16));
        }
        System.gc();
        for (int i = 0; i < 200; i++) { // where the collected numbers were
          ByteBuffer.allocateDirect(values.length * Double.BYTES).asDoubleBuffer().put(0, -1);
        }
        assertThat(model.weight(name).toDoubleArray()).isEqualTo(values);
      }
    }
  }

  private void refused(String message) {
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void wrongTensorsAreNamed() throws IOException {
    Path file = folder.resolve("model.safetensors");
    refused("has no model.safetensors");
    Files.writeString(folder.resolve("pytorch_model.bin"), "x");
    refused("convert its .bin files");
    write(tensors, file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    refused("model.safetensors: not a safetensors file: the file is cut off: tensor '");
    tensors.remove("model.norm.weight");
    write(tensors, file);
    refused("the checkpoint lacks 1 tensors of its config: model.norm.weight");
    tensors.put("model.norm.weight", Safetensors.Tensor.of(new float[3], 3));
    write(tensors, file);
    refused("tensor 'model.norm.weight' must have shape [16] by config.json: got [3]");
    tensors.put(
        "model.norm.weight", new Safetensors.Tensor("I8", List.of(16L), ByteBuffer.allocate(16)));
    write(tensors, file);
    refused("tensor 'model.norm.weight' must hold F32, F16, BF16 or F64: got I8");
    tensors.put("model.norm.weight", Safetensors.Tensor.of(new float[16], 16));
    tensors.put("model.layers.7.x", Safetensors.Tensor.of(new float[1], 1));
    write(tensors, file);
    refused("the checkpoint has 1 tensors that model_type llama does not: model.layers.7.x");
  }

  @Test
  void wrongConfigsAreNamed() throws IOException {
    write(tensors, folder.resolve("model.safetensors"));
    Map<String, String> cases = new LinkedHashMap<>();
    cases.put("[]", "config.json: expected a JSON object");
    cases.put("{\"model_type\":\"mamba\"}", "model_type must be gpt2, llama, mistral, qwen2 or");
    cases.put("{\"model_type\":\"llama\",\"quantization_config\":{}}", "quantised checkpoints");
    cases.put("{\"model_type\":\"llama\",\"num_local_experts\":8}", "mixture-of-experts models");
    cases.put("{\"model_type\":\"gpt2\"}", "config.json: n_embd is missing");
    cases.put(
        "{\"model_type\":\"gpt2\",\"n_embd\":\"wide\"}",
        "config.json: n_embd must be a whole number: got \"wide\"");
    cases.put(
        "{\"model_type\":\"gpt2\",\"n_embd\":8,\"n_head\":3}",
        "config.json: n_head must divide n_embd 8: got 3");
    for (Map.Entry<String, String> wrong : cases.entrySet()) {
      Files.writeString(folder.resolve("config.json"), wrong.getKey());
      refused(wrong.getValue());
    }
    Files.delete(folder.resolve("config.json"));
    refused("has no config.json");
  }

  @Test
  void configsAreReadBackAsWritten() {
    for (String type : List.of("gpt2", "llama")) {
      ModelConfig config = HashedModels.config(type);
      assertThat(ConfigJson.read(ConfigJson.write(config))).isEqualTo(config);
    }
    String scaled =
        ConfigJson.write(LLAMA)
            .replace(
                "\"rope_theta\"",
                "\"rope_scaling\": {\"rope_type\": \"llama3\", \"factor\": 32}, \"rope_theta\"");
    ModelConfig config = ConfigJson.read(scaled);
    assertThat(config.scaling())
        .isEqualTo(new RopeScaling(RopeScaling.Kind.LLAMA3, 32, 1, 4, 8192));
    assertThat(ConfigJson.read(ConfigJson.write(config))).isEqualTo(config);
  }
}

package offprint.papers.bitstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import offprint.engine.Outcome;
import offprint.engine.PaperMethod;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.checkpoint.CheckpointWriter;
import offprint.kernels.lm.checkpoint.HashedWeights;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.ByteTokens;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.SafetensorsPrefix;
import offprint.kernels.torch.Session;
import offprint.method.Note;
import offprint.method.Table;
import offprint.papers.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The methods on a checkpoint folder of the Llama layout and on the shipped model. */
class MethodsTest {
  private static final ModelConfig LLAMA =
      ModelConfig.read(
          """
          {"model_type": "llama", "vocab_size": 256, "max_position_embeddings": 64,
           "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 4,
           "num_key_value_heads": 2, "intermediate_size": 24, "rms_norm_eps": 1e-5}
          """);
  private static final String FEW =
      "'blocks':3,'window':16,'calibrationWindows':8,'scoringWindows':4";

  @TempDir Path folder;
  private Bench bench;
  private Path model;
  private String text;

  @BeforeEach
  void files() throws IOException {
    bench = new Bench(folder);
    model = checkpoint("llama", HashedWeights.of(LLAMA, false).tensors());
    text = bench.file("sea.txt", "the whale and the sea, the sea and the whale. ".repeat(60));
  }

  private Path checkpoint(String name, Map<String, Safetensors.Tensor> tensors) throws IOException {
    Path path = Files.createDirectories(folder.resolve(name));
    CheckpointWriter writer = new CheckpointWriter(LLAMA, ByteTokens.json());
    Files.write(path.resolve("config.json"), writer.config(256));
    Files.writeString(path.resolve("tokenizer.json"), ByteTokens.json());
    try (OutputStream out = Files.newOutputStream(path.resolve("model.safetensors"))) {
      Safetensors.write(tensors, Map.of(), out);
    }
    return path;
  }

  private Outcome compress(String more) throws Exception {
    return bench.run(
        new Compress(), "{'model':'%s','text':'%s',%s%s}".formatted(model, text, FEW, more));
  }

  @Test
  void aLlamaIsCompressedJudgedServedAndRestored() throws Exception {
    Map<String, Double> made = compress(",'k':2").report().metrics();
    Path stack = bench.newest("model.bitstack");
    double full = made.get("full_bytes");
    try (StackFile file = StackFile.open(SafetensorsPrefix.open(stack))) {
      assertThat((double) file.index().fullBytes()).isEqualTo(full);
      assertThat(file.scores()).hasSize(2);
      assertThat(file.about()).containsKeys("source", "calibration", "config.json");
    }
    Outcome curve =
        bench.run(
            new Curve(),
            ("{'stack':'%s','model':'%s','text':'%s','windows':4,'window':16,'points':3,"
                    + "'baselines':['rtn2','rtn4','prune','svd'],'group':8}")
                .formatted(stack, model, text));
    Table rivals = (Table) curve.report().blocks().get(2);
    assertThat(rivals.rows()).hasSize(14);
    assertThat(curve.report().metrics()).containsKeys("perplexity", "perplexity_whole");
    Outcome served =
        bench.run(
            new Serve(),
            ("{'stack':'%s','budgetMiB':0,'laterMiB':[0.022],'prompt':'the sea','tokens':6,"
                    + "'checkpoint':true}")
                .formatted(stack));
    assertThat(served.report().metrics().get("tokens")).isEqualTo(6);
    assertThat(served.report().metrics().get("bytes")).isBetween(0.021 * 1048576, 0.022 * 1048576);
    assertThat(Files.readString(bench.newest("text.txt"))).startsWith("the sea");
    Path restored = bench.newest("config.json").getParent();
    double bytes = served.report().metrics().get("bytes");
    int[] ids = {116, 104, 101};
    try (Session session = Session.open();
        LanguageModel checkpoint = LanguageModel.open(session, Checkpoint.open(restored));
        StackFile file = StackFile.open(SafetensorsPrefix.open(stack));
        RunningModel running =
            RunningModel.open(session, file, bytes, true, RunningModel.Mode.DENSE);
        NDScope _ = new NDScope()) {
      assertThat(checkpoint.forward(TokenBatch.of(ids), ActivationHook.NONE).toFloatArray())
          .isEqualTo(
              running.model().forward(TokenBatch.of(ids), ActivationHook.NONE).toFloatArray());
    }
  }

  @Test
  void aStackGrowsFromOneWithFewerBlocks() throws Exception {
    compress("");
    Path few = bench.newest("model.bitstack");
    Outcome whole =
        bench.run(
            new Compress(),
            "{'model':'%s','text':'%s',%s}".formatted(model, text, FEW.replace(":3", ":5")));
    byte[] expected = Files.readAllBytes(bench.newest("model.bitstack"));
    Outcome grown =
        bench.run(
            new Compress(),
            "{'model':'%s','text':'%s',%s,'resume':'%s'}"
                .formatted(model, text, FEW.replace(":3", ":5"), few));
    assertThat(Files.readAllBytes(bench.newest("model.bitstack"))).isEqualTo(expected);
    assertThat(grown.report().metrics()).isEqualTo(whole.report().metrics());
    assertThatThrownBy(() -> compress(",'k':3,'resume':'%s'".formatted(few)))
        .hasMessageStartingWith("resume must be a stack with the settings k=3 ");
  }

  @Test
  void ranksBeyondTheSmallerSideAreLoweredAndSaidSo() throws Exception {
    assertThat(compress(",'k':200").report().blocks())
        .contains(Note.notice("k was lowered from 200 to 16 for 0.q, its smaller side."))
        .contains(Note.notice("k was lowered from 200 to 8 for 0.k, its smaller side."));
  }

  @Test
  void quickReproductionServesEveryBudgetFromOneFile() throws Exception {
    Map<String, Double> quick =
        bench.run(new Reproduce(), "{'blocks':4,'testWindows':8}").report().metrics();
    PaperMethod.of(new Reproduce()).claims().stream()
        .filter(claim -> claim.preset().equals("quick"))
        .forEach(claim -> assertThat(quick).containsKey(claim.metric()));
    assertThat(quick.get("level_1")).isLessThan(2.2 * quick.get("perplexity"));
    assertThat(quick.get("last_level_ratio")).isLessThan(1.06);
    assertThat(quick.get("ratio_rtn1_g32")).isLessThan(0.5);
    assertThat(quick.get("slack_over_block")).isLessThan(1);
    assertThat(quick.get("live_equal")).isEqualTo(20);
    assertThat(quick.get("live_surplus_bytes")).isZero();
    assertThat(quick.get("llama_bits_per_weight")).isCloseTo(1.096, within(5e-4));
  }

  @Test
  void wrongInputIsNamed() throws Exception {
    assertThatThrownBy(
            () ->
                bench.run(
                    new Compress(),
                    "{'model':'%s','text':'%s','share':0.01,'window':32}".formatted(model, text)))
        .hasMessageStartingWith("text must have at least 32 tokens, one window: got");
    assertThatThrownBy(
            () ->
                bench.run(
                    new Compress(),
                    "{'model':'%s','text':'%s','window':65}".formatted(model, text)))
        .hasMessage("window must be in 8..64, the model's context: got 65");
    Map<String, Safetensors.Tensor> spoilt =
        new TreeMap<>(HashedWeights.of(LLAMA, false).tensors());
    double[] values = HashedWeights.matrix(1, 256, 1);
    values[5] = Double.NaN;
    spoilt.put("model.layers.1.self_attn.o_proj.weight", Safetensors.Tensor.of(values, 16, 16));
    model = checkpoint("spoilt", spoilt);
    assertThatThrownBy(() -> compress(""))
        .hasMessage(
            "tensor 'model.layers.1.self_attn.o_proj.weight' must hold finite weights: NaN or"
                + " infinity at index [0, 5]");
    Files.writeString(
        model.resolve("config.json"),
        Files.readString(model.resolve("config.json")).replace("\"llama\"", "\"mamba\""));
    assertThatThrownBy(() -> compress("")).hasMessageContaining("mamba");
    assertThatThrownBy(() -> bench.run(new Serve(), "{'budgetMiB':0.1}"))
        .hasMessageStartingWith(
            "budgetMiB must be at least 0.1631 MiB: base and scales 0.1074 MiB");
    assertThatThrownBy(() -> bench.run(new Serve(), "{'tokens':129}"))
        .hasMessageStartingWith("tokens must be at most 119, so that prompt and text fit");
    assertThatThrownBy(() -> bench.run(new Serve(), "{'stack':'example:moby-byte'}"))
        .hasMessageContaining("must be a model.bitstack of bitstack/compress");
    String other = checkpoint("other", HashedWeights.of(LLAMA, false).tensors()).toString();
    assertThatThrownBy(() -> bench.run(new Curve(), "{'model':'%s'}".formatted(other)))
        .hasMessageStartingWith("model must be the one that the stack was made from, sha256 ");
  }

  @Test
  void aCutFileServesWhatIsThere() throws Exception {
    compress("");
    byte[] bytes = Files.readAllBytes(bench.newest("model.bitstack"));
    Path cut = folder.resolve("cut.bitstack");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 300));
    Outcome served =
        bench.run(
            new Serve(),
            "{'stack':'%s','budgetMiB':0,'laterMiB':[],'prompt':'sea','tokens':3}".formatted(cut));
    List<?> notes = served.report().blocks().stream().filter(Note.class::isInstance).toList();
    assertThat(notes.toString()).contains("cut.bitstack is cut off: ");
  }
}

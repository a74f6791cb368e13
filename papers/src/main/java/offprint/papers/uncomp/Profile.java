package offprint.papers.uncomp;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.TokenWindows;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.text.TextFiles;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Learns once for a model which of its heads and layers carry much. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Profile implements Method<Profile.Params> {
  public record Params(
      @Param(
              help =
                  "Model: a Hugging Face folder (config.json, *.safetensors, tokenizer.json) or a"
                      + " model.safetensors that carries both",
              value = "example:recall-llama",
              accepts = {Kind.CHECKPOINT, Kind.MODEL})
          Source model,
      @Param(
              help = "Texts: a .txt file, a folder of them, .jsonl or .csv",
              value = "example:recall-questions",
              accepts = Kind.TEXT)
          Source texts,
      @Param(
              help = "Column of .jsonl or .csv with the text; empty: the first one",
              value = "prompt",
              columnOf = "texts")
          String field,
      @Param(help = "Windows of the texts to read, at most, evenly spread", value = "50")
          @Min(1)
          @Max(10_000)
          int count,
      @Param(help = "Tokens of a window", symbol = "N", unit = "tokens", value = "96")
          @Min(8)
          @Max(131_072)
          int tokens,
      @Param(help = "States to measure", value = "query") Signal signal,
      @Param(
              help = "Eigenvalues that count; 0: a quarter of the head's width",
              symbol = "k",
              value = "0")
          @Min(0)
          @Max(1024)
          int k,
      @Param(help = "Count those before the elbow of each spectrum instead of k", value = "false")
          boolean elbow,
      @Param(
              help = "What ranks the heads: the mean over texts, or votes of the texts",
              value = "mean")
          HeadProfile.Ranking ranking,
      @Param(
              help = "Query heads that share a key head have one budget, or each its own",
              value = "shared")
          HeadProfile.Sharing gqa,
      @Param(help = "Groups of heads", symbol = "M", value = "2") @Min(1) @Max(64) int groups,
      @Param(help = "Mean budget to show", symbol = "c", unit = "tokens", value = "24")
          @Min(2)
          @Max(131_072)
          int budget,
      @Param(
              help = "A stage of layers ends where the layers' sum falls by more",
              symbol = "ε",
              value = "0.3")
          @DecimalMin("0.000001")
          @DecimalMax("1000")
          double epsilon) {}

  @Override
  public Card card() {
    return new Card(
        "profile",
        "Measures how much information each head of a language model carries on your texts, groups"
            + " heads and layers by it, and writes the profile that generate and evaluate use.");
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Checkpoint checkpoint = Checkpoint.open(run.local(params.model));
    ModelConfig config = checkpoint.config();
    if (config.layout() == ModelConfig.Layout.GPT2 && params.tokens > config.context()) {
      throw new IllegalArgumentException(
          "tokens must be at most %d, the model's context: got %d"
              .formatted(config.context(), params.tokens));
    }
    List<int[]> texts;
    try (Tokenizer tokenizer = checkpoint.tokenizer()) {
      texts =
          TokenWindows.of(
                  TextFiles.read(run.local(params.texts), params.field),
                  tokenizer,
                  params.tokens,
                  params.count,
                  () -> run.progress(0, "cutting texts into tokens"))
              .stream()
              .map(TokenWindows.Window::ids)
              .toList();
    }
    HeadProfile profile = profile(checkpoint, texts, params, run);
    double[][] scores = profile.ofCacheHeads(config, params.gqa, params.ranking);
    Stages stages = Stages.of(profile.ofLayers(), params.epsilon);
    try (OutputStream out = run.create("profile.json")) {
      out.write(profile.json().getBytes(StandardCharsets.UTF_8));
    }
    ProfileBlocks blocks = new ProfileBlocks(profile);
    List<Report.Block> all = new ArrayList<>();
    all.add(blocks.heatMap());
    all.add(blocks.layers(scores, params.groups, stages));
    all.add(ProfileBlocks.budgets(params.budget, params.groups));
    all.addAll(blocks.warnings(config.headWidth()));
    all.add(
        Note.text(
            "%d windows, %,d tokens. profile.json is for this model alone: give it to generate and evaluate, as run:NUMBER/profile.json. Which heads come first depends on k: try others."
                .formatted(profile.texts(), profile.tokens())));
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int l = 0; l < scores.length; l++) {
      metrics.put("erank_layer_" + l, profile.ofLayers()[l]);
    }
    metrics.put("stages", (double) stages.sizes().size());
    metrics.put("texts", (double) profile.texts());
    metrics.put("tokens", (double) profile.tokens());
    double[] layers = profile.ofLayers();
    return new Report(
        "The effective rank of the heads falls from %s in the first layer to %s in the last: %s of layers for a cache of uneven lengths."
            .formatted(
                Wording.number(layers[0]),
                Wording.number(layers[layers.length - 1]),
                Wording.count(stages.sizes().size(), "stage")),
        all,
        metrics);
  }

  private static HeadProfile profile(
      Checkpoint checkpoint, List<int[]> texts, Params params, Run run) {
    int[] passes = new int[1];
    int all = texts.size() * checkpoint.config().layers();
    Runnable beat = () -> run.progress(Math.min(1, passes[0]++ / (double) all), "reading texts");
    try (Session session = Session.open();
        LanguageModel model = LanguageModel.open(session, checkpoint)) {
      Truncation truncation = new Truncation(params.k, params.elbow);
      Profiler profiler = new Profiler(model, params.signal, truncation, beat);
      int heads = HeadProfile.cacheHeads(model.config(), params.gqa);
      if (params.groups > heads) {
        throw new IllegalArgumentException(
            "groups must be at most %d, the cache heads of a layer: got %d"
                .formatted(heads, params.groups));
      }
      return profiler.profile(texts);
    }
  }
}

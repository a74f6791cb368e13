package offprint.papers.uncomp;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
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
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Measures the effective rank of a model's heads and layers, once for a model. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Profile implements Method<Profile.Params> {
  public record Params(
      @Param(
              label = "Model",
              help = "Hugging Face folder, or a model.safetensors that carries its JSON",
              value = "example:recall-llama",
              accepts = {Kind.CHECKPOINT, Kind.MODEL})
          Source model,
      @Param(
              label = "Texts",
              help = "A .txt file, a folder of them, .jsonl or .csv",
              value = "example:recall-questions",
              accepts = Kind.TEXT)
          Source texts,
      @Param(
              label = "Text column",
              help = "Column with the text; empty: the first",
              value = "prompt",
              columnOf = "texts")
          String field,
      @Param(label = "Windows", help = "Of the texts, at most, evenly spread", value = "50")
          @Min(1)
          @Max(10_000)
          int count,
      @Param(label = "Window length", help = "Tokens of a window", symbol = "N", value = "96")
          @Min(8)
          @Max(131_072)
          int tokens,
      @Param(label = "States to measure", help = "States to measure", value = "query")
          Signal signal,
      @Param(label = "Heads", help = "How heads are ranked") Heads heads,
      @Param(
              label = "Cache budget",
              help = "Mean tokens of a head, to show",
              symbol = "c",
              value = "24")
          @Min(2)
          @Max(131_072)
          int budget,
      @Param(
              label = "Fall between stages",
              help = "A stage of layers ends where the layers' sum falls by more",
              symbol = "ε",
              value = "0.3",
              advanced = true)
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
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Checkpoint checkpoint = Checkpoint.open(run.local(p.model));
    ModelConfig config = checkpoint.config();
    if (config.layout() == ModelConfig.Layout.GPT2 && p.tokens > config.context()) {
      throw new IllegalArgumentException(
          "tokens must be at most %d, the model's context: got %d"
              .formatted(config.context(), p.tokens));
    }
    HeadProfile profile = profile(checkpoint, texts(checkpoint, p, out), p, run);
    double[][] scores = profile.ofCacheHeads(config, p.heads.gqa(), p.heads.ranking());
    Stages stages = Stages.of(profile.ofLayers(), p.epsilon);
    out.file("profile.json", profile.json());
    out.chart(profile.heatMap());
    out.table("Layers", layers(profile.ofLayers(), scores, p.heads.groups(), stages));
    int[] budgets = Budgets.ofGroups(p.budget, p.heads.groups());
    out.chart(
        Plot.bars(
            "Tokens that a head of each group keeps, %d on average".formatted(p.budget),
            "group, from the highest entropy",
            IntStream.rangeClosed(1, budgets.length).mapToObj(g -> "group " + g).toList(),
            "tokens",
            Arrays.stream(budgets).asDoubleStream().toArray()));
    profile.warn(out, config.headWidth());
    out.text(
        "%d windows, %,d tokens. profile.json is for this model alone: give it to generate and evaluate, as run:NUMBER/profile.json. Which heads come first depends on k: try others."
            .formatted(profile.texts(), profile.tokens()));
    double[] sums = profile.ofLayers();
    for (int l = 0; l < sums.length; l++) {
      out.metric("erank_layer_" + l, sums[l]);
    }
    out.metric("stages", stages.sizes().size())
        .metric("texts", profile.texts())
        .metric("tokens", profile.tokens());
    return out.answer(
        "The effective rank of a layer's heads goes from %s in the first layer to %s in the last: %s of layers. Of each layer the heads of the first group are to keep %d tokens each, those of the last %d."
            .formatted(
                Wording.number(sums[0]),
                Wording.number(sums[sums.length - 1]),
                Wording.count(stages.sizes().size(), "stage"),
                budgets[0],
                budgets[budgets.length - 1]));
  }

  private static List<int[]> texts(Checkpoint checkpoint, Params p, Findings out)
      throws IOException {
    try (Tokenizer tokenizer = checkpoint.tokenizer()) {
      List<TextFiles.Named> texts = new Inputs(out).texts("texts", p.texts, p.field);
      Runnable onText = () -> out.run().progress(0, "cutting texts into tokens");
      return TokenWindows.of(texts, tokenizer, p.tokens, p.count, onText).stream()
          .map(TokenWindows.Window::ids)
          .toList();
    }
  }

  private static HeadProfile profile(Checkpoint checkpoint, List<int[]> texts, Params p, Run run) {
    double layers = (double) texts.size() * checkpoint.config().layers();
    Part.Counter counter = Part.of(run, 0, 1, "").counter(layers, "reading texts");
    try (Session session = Session.open();
        LanguageModel model = LanguageModel.open(session, checkpoint)) {
      Profiler profiler = new Profiler(model, p.signal, p.heads.truncation(), counter);
      int heads = HeadProfile.cacheHeads(model.config(), p.heads.gqa());
      if (p.heads.groups() > heads) {
        throw new IllegalArgumentException(
            "groups must be at most %d, the cache heads of a layer: got %d"
                .formatted(heads, p.heads.groups()));
      }
      return profiler.profile(texts);
    }
  }

  /** The cache heads of the first and the last group by layer. */
  private static Frame layers(double[] sums, double[][] scores, int groups, Stages stages) {
    int[][] of = HeadProfile.groups(scores, groups);
    Frame rows =
        Frame.of(
            "layer",
            "sum of effective ranks",
            "highest effective rank",
            "lowest",
            "cache heads of the first group",
            "of the last",
            "stage");
    int layer = 0;
    for (int stage = 0; stage < stages.sizes().size(); stage++) {
      for (int end = layer + stages.sizes().get(stage); layer < end; layer++) {
        rows.row(
            layer,
            sums[layer],
            Arrays.stream(scores[layer]).max().orElseThrow(),
            Arrays.stream(scores[layer]).min().orElseThrow(),
            heads(of[layer], 0),
            heads(of[layer], groups - 1),
            stage + 1);
      }
    }
    return rows;
  }

  private static String heads(int[] groups, int group) {
    return IntStream.range(0, groups.length)
        .filter(h -> groups[h] == group)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" "));
  }
}

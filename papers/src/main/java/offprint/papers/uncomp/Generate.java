package offprint.papers.uncomp;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.harness.Wording;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.inference.Sampling;
import offprint.kernels.lm.model.LanguageModel;
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
import offprint.method.Table;
import org.jspecify.annotations.Nullable;

/** Continues a prompt within a stated number of cache entries, beside the full cache. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Generate implements Method<Generate.Params> {
  public record Params(
      @Param(
              help =
                  "Model: a Hugging Face folder (config.json, *.safetensors, tokenizer.json) or a"
                      + " model.safetensors that carries both",
              value = "example:recall-llama",
              accepts = {Kind.CHECKPOINT, Kind.MODEL})
          Source model,
      @Param(
              help = "Prompt; used where no file is given",
              value =
                  "b a K7 v12 v3 v31 a a c d b a f a h b K2 v40 v9 v22 a b a a g c a k b a K11 v5"
                      + " v17 v28 c a a b e a n d a b K4 v33 v1 v8 a a i a ? K2")
          @Size(max = 100_000)
          String prompt,
      @Param(help = "Prompt as a text file; empty: the one above", accepts = Kind.TEXT) Source file,
      @Param(
              help = "profile.json of a profile run; empty: measured on the prompt itself",
              accepts = Kind.OTHER)
          Source profile,
      @Param(help = "How to keep the cache small", value = "uncomp") Strategy strategy,
      @Param(help = "Mean budget of a head; above 0", symbol = "c", unit = "tokens", value = "16")
          @Min(2)
          @Max(131_072)
          int budget,
      @Param(
              help = "Budget as a share of the prompt instead; 0: use budget",
              unit = "%",
              value = "0")
          @DecimalMin("0")
          @DecimalMax("100")
          double share,
      @Param(help = "Groups of heads", symbol = "M", value = "2") @Min(1) @Max(64) int groups,
      @Param(
              help = "Eigenvalues that count; 0: a quarter of the head's width",
              symbol = "k",
              value = "4")
          @Min(0)
          @Max(1024)
          int k,
      @Param(help = "Count those before the elbow of each spectrum instead of k", value = "false")
          boolean elbow,
      @Param(help = "What ranks the heads", value = "mean") HeadProfile.Ranking ranking,
      @Param(
              help = "Query heads that share a key head have one cache, or each its own",
              value = "shared")
          HeadProfile.Sharing gqa,
      @Param(
              help = "Last queries, which choose and always stay",
              symbol = "w",
              unit = "tokens",
              value = "4")
          @Min(1)
          @Max(64)
          int window,
      @Param(help = "Width of the max-pool over scores, odd", value = "7") @Min(1) @Max(31)
          int kernel,
      @Param(help = "Drop tokens between stages of layers while the prompt is read", value = "off")
          Evaluate.Layers stages,
      @Param(
              help = "A stage ends where the layers' sum of effective ranks falls by more",
              symbol = "ε",
              value = "0.3")
          @DecimalMin("0.000001")
          @DecimalMax("1000")
          double epsilon,
      @Param(help = "Share of the tokens that the last stage computes", value = "0.4")
          @DecimalMin("0.1")
          @DecimalMax("1")
          double keepMin,
      @Param(help = "Tokens to generate", unit = "tokens", value = "3") @Min(1) @Max(100_000)
          int tokens,
      @Param(help = "Divides the logits; 0 takes the likeliest token", value = "0")
          @DecimalMin("0")
          @DecimalMax("10")
          double temperature,
      @Param(help = "Also generate with the full cache, to compare", value = "true") boolean full,
      @Param(help = "Show milliseconds (they differ from run to run)", value = "false")
          boolean timing) {
    public Params {
      if (kernel % 2 == 0) {
        throw new IllegalArgumentException("kernel must be odd: got " + kernel);
      }
      if (file.isEmpty() && prompt.isBlank()) {
        throw new IllegalArgumentException("prompt must not be empty where no file is given");
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "generate",
        "Continues your prompt while each head keeps no more tokens than its budget, shows which"
            + " ones stay, the bytes, and what the full cache would have written.");
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Checkpoint checkpoint = Checkpoint.open(run.local(params.model));
    String text =
        params.file.isEmpty()
            ? params.prompt
            : TextFiles.read(run.local(params.file), "").getFirst().text();
    try (Tokenizer tokenizer = checkpoint.tokenizer();
        Session session = Session.open();
        LanguageModel model = LanguageModel.open(session, checkpoint)) {
      int[] ids = tokenizer.encode(text);
      requireFits(model.config(), ids, params);
      Report report = generate(model, tokenizer, ids, params, run);
      return tokenizer.decode(ids).strip().equals(text.strip()) ? report : withUnknown(report);
    }
  }

  private static Report withUnknown(Report report) {
    List<Report.Block> blocks = new ArrayList<>(report.blocks());
    blocks.add(Note.warning("The prompt holds text that the model's tokenizer drops or changes."));
    return new Report(report.answer(), blocks, report.metrics());
  }

  private static void requireFits(ModelConfig config, int[] ids, Params params) {
    if (ids.length < params.window + 1) {
      throw new IllegalArgumentException(
          "window must be below the %d tokens of the prompt: got %d"
              .formatted(ids.length, params.window));
    }
    boolean learned = config.layout() == ModelConfig.Layout.GPT2;
    if (learned && ids.length > config.context()) {
      throw new IllegalArgumentException(
          "prompt must have at most %d tokens, the model's context: got %d"
              .formatted(config.context(), ids.length));
    }
    int most = config.context() - ids.length + 1;
    if (learned && params.tokens > most) {
      throw new IllegalArgumentException(
          "tokens must be at most %d after a prompt of %d, so that the model's context of %d suffices: got %d"
              .formatted(most, ids.length, config.context(), params.tokens));
    }
  }

  private static Report generate(
      LanguageModel model, Tokenizer tokenizer, int[] ids, Params params, Run run)
      throws IOException {
    ModelConfig config = model.config();
    Exam.Item item = new Exam.Item("prompt", ids, new int[0]);
    Beat beat = new Beat(run, config.layers(), 1L + params.tokens * (params.full ? 2L : 1L));
    Truncation truncation = new Truncation(params.k, params.elbow);
    HeadProfile profile =
        new ProfileSource(params.profile, truncation).get(model, List.of(item), run, beat);
    double[][] scores = profile.ofCacheHeads(config, params.gqa, params.ranking);
    Compressor compressor = new Compressor(scores, params.groups, params.window, params.kernel);
    long seed = run.random().nextLong();
    Stages stages = Stages.of(profile.ofLayers(), params.epsilon);
    boolean perQueryHead = params.gqa == HeadProfile.Sharing.REPEAT;
    Sampling sampling = new Sampling(params.temperature, 0, 1);
    Writing.Settings settings =
        new Writing.Settings(model, perQueryHead, sampling, params.tokens, seed, beat);
    if (params.timing) { // the first pass of a program is slow
      Writing.of(
          settings, retention(params, compressor, stages, ids.length, seed), ids, run.random());
      Writing.of(settings, EvictionPolicy.ALL, ids, run.random());
    }
    EvictionPolicy retention = retention(params, compressor, stages, ids.length, seed);
    Writing own = Writing.of(settings, retention, ids, new SplittableRandom(seed));
    Writing full =
        params.full
            ? Writing.of(settings, EvictionPolicy.ALL, ids, new SplittableRandom(seed))
            : null;
    WritingBlocks blocks = new WritingBlocks(tokenizer, ids, params.strategy.label(), config);
    List<Report.Block> all = new ArrayList<>(blocks.of(own, full, params.timing));
    all.addAll(ProfileBlocks.beyond(config, ids.length + params.tokens - 1));
    if (params.profile.isEmpty() && params.strategy == Strategy.UNCOMP) {
      all.add(
          Note.notice(
              "The heads were ranked on the prompt itself: make a profile once, and give it"
                  + " here."));
      all.addAll(new ProfileBlocks(profile).warnings(config.headWidth()));
    }
    if (params.stages == Evaluate.Layers.AUTO) {
      all.add(
          new Table(
              "Tokens of the prompt that each layer computed",
              List.of("layer", "tokens"),
              own.tokensOfLayers()));
    }
    Map<String, Double> metrics = metrics(own, full, ids);
    double share =
        metrics.getOrDefault("bytes_after_prompt", Double.NaN)
            / metrics.getOrDefault("bytes_full", Double.NaN);
    return new Report(
        full == null
            ? "The cache holds %,.0f bytes after the prompt."
                .formatted(metrics.getOrDefault("bytes_after_prompt", Double.NaN))
            : "The cache holds %s of the full cache's bytes, and the first %s agree with the full cache's."
                .formatted(
                    Wording.percent(share),
                    Wording.count(Math.round(metrics.getOrDefault("same_tokens", 0.0)), "token")),
        all,
        metrics);
  }

  private static EvictionPolicy retention(
      Params params, Compressor compressor, Stages stages, int tokens, long seed) {
    int budget = params.share > 0 ? (int) Math.round(params.share / 100 * tokens) : params.budget;
    EvictionPolicy retention = compressor.retention(params.strategy, budget, seed);
    return params.stages == Evaluate.Layers.AUTO
        ? stages.narrow(retention, tokens, params.keepMin, params.window)
        : retention;
  }

  private static Map<String, Double> metrics(Writing own, @Nullable Writing full, int[] ids) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("prompt_tokens", (double) ids.length);
    metrics.put("bytes_after_prompt", (double) own.promptBytes());
    metrics.put("bytes", (double) own.bytes());
    if (full != null) {
      metrics.put("bytes_full", (double) full.bytes());
      metrics.put("same_tokens", (double) own.agreement(full));
    }
    return metrics;
  }
}

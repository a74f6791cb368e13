package offprint.papers.uncomp;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.inference.Sampling;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/** Continues a prompt within a stated number of cache entries, beside the full cache. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Generate implements Method<Generate.Params> {
  /** Columns of the map of kept tokens, at most. */
  private static final int COLUMNS = 160;

  /** Prompts up to this length are listed token by token. */
  private static final int LISTED = 400;

  /** Characters of the continuation in the answer, at most. */
  private static final int QUOTED = 100;

  public record Params(
      @Param(
              label = "Model",
              help = "Hugging Face folder, or a model.safetensors that carries its JSON",
              value = "example:recall-llama",
              accepts = {Kind.CHECKPOINT, Kind.MODEL})
          Source model,
      @Param(
              help = "Used where no file is given",
              value =
                  "b a K7 v12 v3 v31 a a c d b a f a h b K2 v40 v9 v22 a b a a g c a k b a K11 v5"
                      + " v17 v28 c a a b e a n d a b K4 v33 v1 v8 a a i a ? K2")
          @Size(max = 100_000)
          String prompt,
      @Param(label = "Prompt file", help = "Text; empty: the one above", accepts = Kind.TEXT)
          Source file,
      @Param(
              label = "Head profile",
              help = "profile.json; empty: made of the prompt itself",
              accepts = Kind.OTHER)
          Source profile,
      @Param(label = "Cache strategy", help = "How to keep the cache small", value = "uncomp")
          Strategy strategy,
      @Param(
              label = "Cache budget",
              help = "Mean tokens of a head; above 0",
              symbol = "c",
              value = "16")
          @Min(2)
          @Max(131_072)
          int budget,
      @Param(
              label = "Share of the prompt",
              help = "Of the prompt instead; 0: use budget",
              unit = "%",
              value = "0")
          @DecimalMin("0")
          @DecimalMax("100")
          double share,
      @Param(label = "Heads", help = "How heads are ranked") Heads heads,
      @Param(label = "Tokens", help = "Which tokens stay") Keeping keeping,
      @Param(label = "New tokens", help = "To generate", value = "3") @Min(1) @Max(100_000)
          int tokens,
      @Param(help = "Divides the logits; 0 takes the likeliest token", value = "0")
          @DecimalMin("0")
          @DecimalMax("10")
          double temperature,
      @Param(label = "Full cache", help = "Also generate with it, to compare", value = "true")
          boolean full,
      @Param(
              label = "Show times",
              help = "Show milliseconds, which differ from run to run",
              value = "false")
          boolean timing) {
    public Params {
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
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Checkpoint checkpoint = Checkpoint.open(run.local(p.model));
    String text =
        p.file.isEmpty() ? p.prompt : new Inputs(out).texts("file", p.file, "").getFirst().text();
    try (Tokenizer tokenizer = checkpoint.tokenizer();
        Session session = Session.open();
        LanguageModel model = LanguageModel.open(session, checkpoint)) {
      int[] ids = tokenizer.encode(text);
      requireFits(model.config(), ids, p);
      String answer = generate(model, tokenizer, ids, p, out);
      if (!tokenizer.decode(ids).strip().equals(text.strip())) {
        out.warning("The prompt holds text that the model's tokenizer drops or changes.");
      }
      return out.answer(answer);
    }
  }

  private static void requireFits(ModelConfig config, int[] ids, Params p) {
    if (ids.length < p.keeping.window() + 1) {
      throw new IllegalArgumentException(
          "window must be below the %d tokens of the prompt: got %d"
              .formatted(ids.length, p.keeping.window()));
    }
    boolean learned = config.layout() == ModelConfig.Layout.GPT2;
    if (learned && ids.length > config.context()) {
      throw new IllegalArgumentException(
          "prompt must have at most %d tokens, the model's context: got %d"
              .formatted(config.context(), ids.length));
    }
    int most = config.context() - ids.length + 1;
    if (learned && p.tokens > most) {
      throw new IllegalArgumentException(
          "tokens must be at most %d after a prompt of %d, so that the model's context of %d suffices: got %d"
              .formatted(most, ids.length, config.context(), p.tokens));
    }
  }

  private static String generate(
      LanguageModel model, Tokenizer tokenizer, int[] ids, Params p, Findings out)
      throws IOException {
    ModelConfig config = model.config();
    double passes = 1 + p.tokens * (p.full ? 2.0 : 1.0);
    Part.Counter layers = Part.of(out.run(), 0, 1, "").counter(passes * config.layers(), "reading");
    HeadProfile profile =
        new Profiler(model, Signal.QUERY, p.heads.truncation(), layers)
            .given(p.profile, List.of(new Exam.Item("prompt", ids, new int[0])), out);
    Compressor compressor = Compressor.of(profile, config, p.heads, p.keeping);
    long seed = out.run().random().nextLong();
    @Nullable Stages stages = p.keeping.stages(profile);
    boolean perQueryHead = p.heads.gqa() == HeadProfile.Sharing.REPEAT;
    Sampling sampling = new Sampling(p.temperature, 0, 1);
    Writing.Settings settings =
        new Writing.Settings(model, perQueryHead, sampling, p.tokens, seed, layers);
    if (p.timing) { // the first pass of a program is slow
      Writing.of(
          settings, policy(p, compressor, stages, ids.length, seed), ids, out.run().random());
      Writing.of(settings, EvictionPolicy.ALL, ids, out.run().random());
    }
    EvictionPolicy policy = policy(p, compressor, stages, ids.length, seed);
    Writing own = Writing.of(settings, policy, ids, new SplittableRandom(seed));
    @Nullable Writing full =
        p.full ? Writing.of(settings, EvictionPolicy.ALL, ids, new SplittableRandom(seed)) : null;

    String method = p.strategy.label();
    String written = tokenizer.decode(own.ids());
    out.text(method + " writes: " + written);
    if (full != null) {
      out.text("The full cache writes: " + tokenizer.decode(full.ids()));
    }
    compare(method, own, full, p.timing, out);
    out.chart(keptMap(own.kept(), ids.length));
    if (ids.length <= LISTED) {
      listTokens(own.kept(), tokenizer, ids, out);
    }
    Writing.warnBeyond(out, config, ids.length + p.tokens - 1);
    if (p.profile.isEmpty() && p.strategy == Strategy.UNCOMP) {
      profile.warn(out, config.headWidth());
    }
    if (stages != null) {
      Frame computed = Frame.of("layer", "tokens");
      for (int l = 0; l < own.tokensOfLayers().length; l++) {
        computed.row(l, own.tokensOfLayers()[l]);
      }
      out.table("Tokens of the prompt that each layer computed", computed);
    }
    out.metric("prompt_tokens", ids.length)
        .metric("bytes_after_prompt", (double) own.promptBytes())
        .metric("bytes", (double) own.bytes());
    String quoted = written.length() > QUOTED ? written.substring(0, QUOTED) + "…" : written;
    if (full == null) {
      return "%s writes \"%s\"; its cache holds %,d bytes after the prompt."
          .formatted(method, quoted, own.promptBytes());
    }
    out.metric("bytes_full", (double) full.bytes()).metric("same_tokens", own.agreement(full));
    return "%s writes \"%s\" with %s of the full cache's bytes; %s."
        .formatted(
            method,
            quoted,
            Wording.percent((double) own.promptBytes() / full.bytes()),
            own.agreement(full) == own.ids().length
                ? "the full cache writes the same"
                : "the first %d of %s are the full cache's"
                    .formatted(own.agreement(full), Wording.count(own.ids().length, "token")));
  }

  private static EvictionPolicy policy(
      Params p, Compressor compressor, @Nullable Stages stages, int tokens, long seed) {
    int budget = p.share > 0 ? (int) Math.round(p.share / 100 * tokens) : p.budget;
    EvictionPolicy policy = compressor.retention(p.strategy, budget, seed);
    return stages == null
        ? policy
        : stages.narrow(policy, tokens, p.keeping.keepMin(), p.keeping.window());
  }

  private static void compare(
      String method, Writing own, @Nullable Writing full, boolean timing, Findings out) {
    Frame rows = Frame.of("cache", "after", "end", "same", "prompt_ms", "token_ms");
    for (Writing writing : full == null ? List.of(own) : List.of(own, full)) {
      rows.row(
          rows.isEmpty() ? method : "full cache",
          writing.promptBytes(),
          writing.bytes(),
          full == null ? "" : "%d of %d".formatted(writing.agreement(full), full.ids().length),
          1000 * writing.prefill(),
          1000 * writing.decode() / Math.max(1, writing.ids().length - 1));
    }
    String[] shown = {
      "cache",
      "after=bytes after the prompt",
      "end=bytes at the end",
      "same=same tokens",
      "prompt_ms=prompt ms",
      "token_ms=ms/token"
    };
    out.table("Keys and values held, in float32", rows, Arrays.copyOf(shown, timing ? 6 : 4));
  }

  /** Share of each stretch of the prompt that each head keeps. */
  private static Chart keptMap(int[][][] kept, int prompt) {
    int columns = Math.min(COLUMNS, prompt);
    int heads = kept[0].length;
    Frame cells = Frame.of("position", "head", "share");
    for (int r = 0; r < kept.length * heads; r++) {
      int[] positions = kept[r / heads][r % heads];
      for (int c = 0; c < columns; c++) {
        int from = c * prompt / columns;
        int to = (c + 1) * prompt / columns;
        long inside = Arrays.stream(positions).filter(t -> t >= from && t < to).count();
        cells.row(from, r, inside / (double) (to - from));
      }
    }
    return Plot.of("Tokens of the prompt that each head keeps")
        .x("position")
        .y("layer x %d + head".formatted(heads))
        .cells(
            "share kept", cells.numbers("position"), cells.numbers("head"), cells.numbers("share"))
        .chart("A row is a head; heads of high entropy keep more.");
  }

  private static void listTokens(int[][][] kept, Tokenizer tokenizer, int[] ids, Findings out) {
    int[] count = new int[ids.length];
    int heads = kept.length * kept[0].length;
    Arrays.stream(kept)
        .flatMap(Arrays::stream)
        .flatMapToInt(Arrays::stream)
        .forEach(t -> count[t]++);
    Frame rows = Frame.of("position", "token", "heads", "kept");
    int marks = Math.min(16, heads);
    for (int t = 0; t < ids.length; t++) {
      int filled = (int) Math.round((double) count[t] * marks / heads);
      String bar = "●".repeat(filled) + "○".repeat(marks - filled);
      rows.row(t, tokenizer.decode(new int[] {ids[t]}), count[t], bar);
    }
    out.table("The prompt, and how many of the %d heads keep each token".formatted(heads), rows);
  }
}

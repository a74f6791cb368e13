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
import java.util.Locale;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.text.TextFiles;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;
import org.jspecify.annotations.Nullable;

/** Puts all ways to keep a cache small side by side on a reader's texts. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Evaluate implements Method<Evaluate.Params> {
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
              help =
                  "continuation: the end of each window of text; answers: a table of prompts and"
                      + " answers; needle: a pass key hidden in the text",
              value = "answers")
          ExamItems.Test test,
      @Param(
              help = "Column of .jsonl or .csv with text or prompt; empty: the first one",
              value = "prompt",
              columnOf = "texts")
          String field,
      @Param(help = "answers: column with the answer", value = "answer", columnOf = "texts")
          String answer,
      @Param(
              help = "profile.json of a profile run; empty: measured on the prompts themselves",
              accepts = Kind.OTHER)
          Source profile,
      @Param(help = "Prompts, at most", value = "20") @Min(1) @Max(10_000) int count,
      @Param(
              help = "Tokens of a prompt; answers: at most",
              symbol = "N",
              unit = "tokens",
              value = "98")
          @Min(4)
          @Max(131_072)
          int promptTokens,
      @Param(
              help = "Tokens of a continuation, of which the first is not judged; answers: at most",
              unit = "tokens",
              value = "3")
          @Min(2)
          @Max(4096)
          int continuationTokens,
      @Param(
              help = "Mean budgets of a head, 1 to 12 of them",
              symbol = "c",
              unit = "tokens",
              value = "12,16,24,32")
          @Size(min = 1, max = 12)
          List<Integer> budgets,
      @Param(help = "Budgets are per cent of promptTokens", value = "false") boolean percent,
      @Param(help = "Groups of heads", symbol = "M", value = "2") @Min(1) @Max(64) int groups,
      @Param(
              help = "Eigenvalues that count; 0: a quarter of the head's width",
              symbol = "k",
              value = "4")
          @Min(0)
          @Max(1024)
          int k,
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
      @Param(
              help = "UNComp: drop tokens between stages of layers while the prompt is read",
              value = "off")
          Layers stages,
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
      @Param(help = "Show milliseconds (they differ from run to run)", value = "false")
          boolean timing) {
    public Params {
      budgets = List.copyOf(budgets);
      for (int budget : budgets) {
        if (budget < 1 || (percent && budget > 100)) {
          throw new IllegalArgumentException(
              "budgets must be at least 1%s: got %d"
                  .formatted(percent ? " and at most 100 per cent" : "", budget));
        }
      }
      if (kernel % 2 == 0) {
        throw new IllegalArgumentException("kernel must be odd: got " + kernel);
      }
    }

    List<Integer> tokenBudgets() {
      return budgets.stream()
          .map(b -> percent ? (int) Math.round(b * promptTokens / 100.0) : b)
          .distinct()
          .toList();
    }
  }

  /** Whether layers form stages. */
  public enum Layers {
    OFF,
    AUTO
  }

  @Override
  public Card card() {
    return new Card(
        "evaluate",
        "Compares UNComp, SnapKV, H2O, StreamingLLM, random choice and the full cache on your"
            + " prompts: accuracy, loss and divergence against true bytes.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "moby-dick",
            "model=example:moby-char-32",
            "texts=example:moby-dick-last-tenth",
            "test=continuation",
            "field=",
            "answer=",
            "count=40",
            "promptTokens=96",
            "continuationTokens=32",
            "budgets=12,24,48",
            "k=0"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Checkpoint checkpoint = Checkpoint.open(run.local(params.model));
    ModelConfig config = checkpoint.config();
    requireContext(config, params);
    List<Exam.Item> items = items(checkpoint, params, run);
    run.progress(0, "opening the model");
    for (Exam.Item item : items) {
      if (item.prompt().length < params.window) {
        throw new IllegalArgumentException(
            "window must be at most %d, the tokens of prompt %s: got %d"
                .formatted(item.prompt().length, item.name(), params.window));
      }
    }
    try (Session session = Session.open();
        LanguageModel model = LanguageModel.open(session, checkpoint)) {
      return exam(model, items, params, run);
    }
  }

  private static void requireContext(ModelConfig config, Params params) {
    int tokens = params.promptTokens + params.continuationTokens;
    if (config.layout() == ModelConfig.Layout.GPT2 && tokens > config.context()) {
      throw new IllegalArgumentException(
          "promptTokens and continuationTokens must be at most %d together, the model's context: got %d and %d"
              .formatted(config.context(), params.promptTokens, params.continuationTokens));
    }
  }

  private static List<Exam.Item> items(Checkpoint checkpoint, Params params, Run run)
      throws IOException {
    Runnable beat = () -> run.progress(0, "cutting texts into tokens");
    try (Tokenizer tokenizer = checkpoint.tokenizer()) {
      ExamItems items =
          new ExamItems(tokenizer, params.promptTokens, params.continuationTokens, beat);
      List<TextFiles.Named> texts = TextFiles.read(run.local(params.texts), params.field);
      return switch (params.test) {
        case CONTINUATION -> items.continuations(texts, params.count);
        case ANSWERS ->
            items.pairs(
                texts, TextFiles.read(run.local(params.texts), params.answer), params.count);
        case NEEDLE -> items.needles(texts, params.count, run.random());
      };
    }
  }

  private static Report exam(LanguageModel model, List<Exam.Item> items, Params params, Run run)
      throws IOException {
    ModelConfig config = model.config();
    List<Strategy> strategies = new ArrayList<>(List.of(Strategy.values()));
    strategies.remove(Strategy.FULL);
    List<Integer> budgets = params.tokenBudgets();
    Beat beat = new Beat(run, config.layers(), passes(items, strategies.size() * budgets.size()));
    ProfileSource source = new ProfileSource(params.profile, new Truncation(params.k, false));
    HeadProfile profile = source.get(model, items, run, beat);
    double[][] scores = profile.ofCacheHeads(config, params.gqa, params.ranking);
    Stages stages =
        params.stages == Layers.AUTO ? Stages.of(profile.ofLayers(), params.epsilon) : null;
    Compressor compressor = new Compressor(scores, params.groups, params.window, params.kernel);
    for (int budget : budgets) {
      compressor.budgets(Strategy.UNCOMP, budget);
      compressor.budgets(Strategy.SNAPKV, budget);
    }
    Exam exam =
        new Exam(
            model,
            compressor,
            params.gqa == HeadProfile.Sharing.REPEAT,
            stages,
            params.keepMin,
            run.random().nextLong(),
            beat);
    if (params.timing) { // the first pass of a program is slow
      exam.run(items.subList(0, 1), strategies, budgets);
    }
    Standing standing = new Standing(exam.run(items, strategies, budgets));
    List<Report.Block> warnings = new ArrayList<>();
    warnings.addAll(new ProfileBlocks(profile).warnings(config.headWidth()));
    int longest =
        items.stream().mapToInt(i -> i.prompt().length + i.continuation().length).max().orElse(0);
    warnings.addAll(ProfileBlocks.beyond(config, longest));
    return report(standing, profile, warnings, stages, budgets, items, params, run);
  }

  private static long passes(List<Exam.Item> items, int settings) {
    return items.stream().mapToLong(i -> i.continuation().length).sum() * (1L + settings);
  }

  private static Report report(
      Standing standing,
      HeadProfile profile,
      List<Report.Block> warnings,
      @Nullable Stages stages,
      List<Integer> budgets,
      List<Exam.Item> items,
      Params params,
      Run run) {
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(standing.chart("Accuracy against bytes", "accuracy", Exam.Outcome::accuracy));
    blocks.add(standing.chart("Loss against bytes", "nats per token", Exam.Outcome::nats));
    blocks.add(standing.table("Methods at equal budgets", params.timing));
    long seed = run.random().nextLong();
    List<List<Object>> rows = new ArrayList<>();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy_full", standing.accuracy(Strategy.FULL, 0));
    metrics.put("nats_full", standing.nats(Strategy.FULL, 0));
    for (int budget : budgets) {
      Exam.Setting uncomp = new Exam.Setting(Strategy.UNCOMP, budget);
      double[] interval =
          standing.interval(uncomp, new Exam.Setting(Strategy.SNAPKV, budget), seed);
      rows.add(List.of(budget, interval[0], interval[1], Standing.verdict(interval)));
      for (Strategy strategy : List.of(Strategy.UNCOMP, Strategy.SNAPKV)) {
        String name = strategy.name().toLowerCase(Locale.ROOT) + "_" + budget;
        metrics.put("accuracy_" + name, standing.accuracy(strategy, budget));
        metrics.put("nats_" + name, standing.nats(strategy, budget));
      }
      metrics.put("bytes_uncomp_" + budget, standing.bytes(uncomp));
    }
    blocks.add(
        new Table(
            "UNComp's accuracy less SnapKV's, 95 % of paired resamples",
            List.of("budget", "from", "to", "UNComp is"), rows));
    blocks.add(new ProfileBlocks(profile).heatMap());
    blocks.addAll(warnings);
    if (params.profile.isEmpty()) {
      blocks.add(
          Note.notice(
              "The heads were ranked on the prompts themselves: give a profile to separate"
                  + " the two."));
    }
    if (stages != null) {
      blocks.add(
          Note.notice(
              "UNComp computes fewer tokens from stage to stage; layers of each: "
                  + stages.sizes()));
    }
    blocks.add(
        Note.text(
            "%d prompts. Attention over the prompt is exact, so the first new token is the same for all methods (unless stages drop tokens): it is not judged. Bytes are those of the keys and values that are held in float32 after the prompt."
                .formatted(items.size())));
    metrics.put("prompts", (double) items.size());
    int least = budgets.getFirst();
    return new Report(
        "At %d tokens a head UNComp answers %s of %s right, SnapKV %s, the full cache %s."
            .formatted(
                least,
                Wording.percent(standing.accuracy(Strategy.UNCOMP, least)),
                Wording.count(items.size(), "prompt"),
                Wording.percent(standing.accuracy(Strategy.SNAPKV, least)),
                Wording.percent(standing.accuracy(Strategy.FULL, 0))),
        blocks,
        metrics);
  }
}

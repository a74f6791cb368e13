package offprint.papers.uncomp;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
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
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/** Compares all cache strategies on a reader's texts. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Evaluate implements Method<Evaluate.Params> {
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
              help = "The end of each window of text; a table of answers; or a hidden pass key",
              value = "answers")
          ExamItems.Test test,
      @Param(
              label = "Text column",
              help = "Column with text or prompt; empty: the first",
              value = "prompt",
              columnOf = "texts")
          String field,
      @Param(
              label = "Answer column",
              help = "Column with the answers",
              value = "answer",
              columnOf = "texts")
          String answer,
      @Param(
              label = "Head profile",
              help = "profile.json; empty: made of the prompts themselves",
              accepts = Kind.OTHER)
          Source profile,
      @Param(label = "Prompts", help = "At most", value = "20") @Min(1) @Max(10_000) int count,
      @Param(
              label = "Tokens of a prompt",
              help = "Of each; answers: at most",
              symbol = "N",
              unit = "tokens",
              value = "98")
          @Min(4)
          @Max(131_072)
          int promptTokens,
      @Param(
              label = "Tokens of an answer",
              help = "Of each, the first is not judged",
              unit = "tokens",
              value = "3")
          @Min(2)
          @Max(4096)
          int continuationTokens,
      @Param(
              label = "Cache budgets",
              help = "Mean tokens of a head, 1 to 12 of them",
              symbol = "c",
              value = "12,16,24,32")
          @Size(min = 1, max = 12)
          List<Integer> budgets,
      @Param(label = "Per cent", help = "Budgets are per cent of promptTokens", value = "false")
          boolean percent,
      @Param(label = "Heads", help = "How heads are ranked") Heads heads,
      @Param(label = "Tokens", help = "Which tokens stay") Keeping keeping,
      @Param(
              label = "Show times",
              help = "Show milliseconds, which differ from run to run",
              value = "false")
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
    }

    List<Integer> tokenBudgets() {
      return budgets.stream()
          .map(b -> percent ? (int) Math.round(b * promptTokens / 100.0) : b)
          .distinct()
          .toList();
    }
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
            "budgets=12,24,48"));
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Checkpoint checkpoint = Checkpoint.open(run.local(p.model));
    requireContext(checkpoint.config(), p);
    List<Exam.Item> items = items(checkpoint, p, out);
    run.progress(0, "opening the model");
    for (Exam.Item item : items) {
      if (item.prompt().length < p.keeping.window()) {
        throw new IllegalArgumentException(
            "window must be at most %d, the tokens of prompt %s: got %d"
                .formatted(item.prompt().length, item.name(), p.keeping.window()));
      }
    }
    try (Session session = Session.open();
        LanguageModel model = LanguageModel.open(session, checkpoint)) {
      return exam(model, items, p, out);
    }
  }

  private static void requireContext(ModelConfig config, Params p) {
    int tokens = p.promptTokens + p.continuationTokens;
    if (config.layout() == ModelConfig.Layout.GPT2 && tokens > config.context()) {
      throw new IllegalArgumentException(
          "promptTokens and continuationTokens must be at most %d together, the model's context: got %d and %d"
              .formatted(config.context(), p.promptTokens, p.continuationTokens));
    }
  }

  private static List<Exam.Item> items(Checkpoint checkpoint, Params p, Findings out)
      throws IOException {
    try (Tokenizer tokenizer = checkpoint.tokenizer()) {
      ExamItems items =
          new ExamItems(
              tokenizer,
              p.promptTokens,
              p.continuationTokens,
              () -> out.run().progress(0, "cutting texts into tokens"));
      Inputs in = new Inputs(out);
      List<TextFiles.Named> texts = in.texts("texts", p.texts, p.field);
      return switch (p.test) {
        case CONTINUATION -> items.continuations(texts, p.count);
        case ANSWERS -> items.pairs(texts, in.texts("texts", p.texts, p.answer), p.count);
        case NEEDLE -> items.needles(texts, p.count, out.run().random());
      };
    }
  }

  private static Report exam(LanguageModel model, List<Exam.Item> items, Params p, Findings out)
      throws IOException {
    ModelConfig config = model.config();
    List<Integer> budgets = p.tokenBudgets();
    List<Strategy> strategies = Strategy.compressing();
    long tokens = items.stream().mapToLong(i -> i.continuation().length).sum();
    double passes = tokens * (1.0 + strategies.size() * budgets.size());
    Part.Counter layers = Part.of(out.run(), 0, 1, "").counter(passes * config.layers(), "reading");
    HeadProfile profile =
        new Profiler(model, Signal.QUERY, p.heads.truncation(), layers)
            .given(p.profile, items, out);
    @Nullable Stages stages = p.keeping.stages(profile);
    Compressor compressor = Compressor.of(profile, config, p.heads, p.keeping);
    for (int budget : budgets) {
      compressor.budgets(Strategy.UNCOMP, budget);
      compressor.budgets(Strategy.SNAPKV, budget);
    }
    boolean perQueryHead = p.heads.gqa() == HeadProfile.Sharing.REPEAT;
    long seed = out.run().random().nextLong();
    Exam exam =
        new Exam(model, compressor, perQueryHead, stages, p.keeping.keepMin(), seed, layers);
    if (p.timing) { // the first pass of a program is slow
      exam.run(items.subList(0, 1), strategies, budgets);
    }
    Standing standing = new Standing(exam.run(items, strategies, budgets));

    out.chart(standing.chart("Accuracy against bytes", "accuracy", Exam.Outcome::accuracy));
    out.chart(standing.chart("Loss against bytes", "nats per token", Exam.Outcome::nats));
    out.table(standing.table("Methods at equal budgets", p.timing));
    String answer = compare(standing, budgets, out);
    out.chart(profile.heatMap());
    profile.warn(out, config.headWidth());
    out.metric("prompts", items.size());
    Writing.warnBeyond(
        out,
        config,
        items.stream().mapToInt(i -> i.prompt().length + i.continuation().length).max().orElse(0));
    if (stages != null) {
      out.assumed(
          "UNComp computes fewer tokens from stage to stage; layers of each: " + stages.sizes());
    }
    out.text(
        "%s. Attention over the prompt is exact, so the first new token is the same for all methods (unless stages drop tokens): it is not judged. Bytes are those of the keys and values that are held in float32 after the prompt."
            .formatted(Wording.count(items.size(), "prompt")));
    return out.answer(answer);
  }

  /** UNComp beside SnapKV by budget; the sentence for the smallest one. */
  private static String compare(Standing standing, List<Integer> budgets, Findings out) {
    long seed = out.run().random().nextLong();
    Frame rows = Frame.of("budget", "from", "to", "verdict");
    out.metric("accuracy_full", standing.accuracy(Strategy.FULL, 0))
        .metric("nats_full", standing.nats(Strategy.FULL, 0));
    for (int budget : budgets) {
      Exam.Setting uncomp = new Exam.Setting(Strategy.UNCOMP, budget);
      Exam.Setting snapKv = new Exam.Setting(Strategy.SNAPKV, budget);
      double[] interval = standing.interval(uncomp, snapKv, seed);
      rows.row(budget, interval[0], interval[1], Standing.verdict(interval));
      for (Exam.Setting setting : List.of(uncomp, snapKv)) {
        String name = setting.strategy().name().toLowerCase(Locale.ROOT) + "_" + budget;
        out.metric("accuracy_" + name, standing.accuracy(setting.strategy(), budget))
            .metric("nats_" + name, standing.nats(setting.strategy(), budget));
      }
      out.metric("bytes_uncomp_" + budget, standing.bytes(uncomp));
    }
    out.table(
        "UNComp's accuracy less SnapKV's, 95 % of paired resamples",
        rows, "budget", "from", "to", "verdict=UNComp is");
    int least = budgets.getFirst();
    double bytes = standing.bytes(new Exam.Setting(Strategy.UNCOMP, least));
    return "At %s a head, %s of the full cache's bytes, UNComp gets %s of the judged tokens right, SnapKV %s, the full cache %s: %s."
        .formatted(
            Wording.count(least, "token"),
            Wording.percent(bytes / standing.bytes(new Exam.Setting(Strategy.FULL, 0))),
            Wording.percent(standing.accuracy(Strategy.UNCOMP, least)),
            Wording.percent(standing.accuracy(Strategy.SNAPKV, least)),
            Wording.percent(standing.accuracy(Strategy.FULL, 0)),
            switch (rows.texts("verdict").getFirst()) {
              case "better" -> "take UNComp";
              case "worse" -> "take SnapKV";
              default -> "the two are equal within chance";
            });
  }
}

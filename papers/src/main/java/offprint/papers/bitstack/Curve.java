package offprint.papers.bitstack;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.inference.WindowLoss;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.quantization.RoundToNearest;
import offprint.kernels.torch.SafetensorsPrefix;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Perplexity of a stack against its bytes, beside quantisation, pruning and low rank. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Curve implements Method<Curve.Params> {
  public record Params(
      @Param(
              label = "Compressed model",
              help = "model.bitstack of a compress run",
              value = "example:moby-byte-stack",
              accepts = Kind.MODEL)
          Source stack,
      @Param(
              label = "Uncompressed model",
              help = "The model it was made from, for the rivals; empty: the stack alone",
              value = "example:moby-byte",
              accepts = {Kind.CHECKPOINT, Kind.MODEL})
          Source model,
      @Param(
              label = "Test text",
              help = "Text to judge by, best one that was not calibrated on",
              value = "example:moby-dick-last-tenth",
              accepts = Kind.TEXT)
          Source text,
      @Param(help = "Windows of the text, from its beginning", unit = "windows", value = "16")
          @Min(1)
          @Max(100_000)
          int windows,
      @Param(
              label = "Tokens of a window",
              help = "Tokens of a window; 0: the model's context, at most 2048",
              unit = "tokens",
              value = "0",
              advanced = true)
          @Min(0)
          @Max(2048)
          int window,
      @Param(
              label = "Budgets",
              help = "Budgets, evenly from the least to the whole stack",
              value = "13")
          @Min(2)
          @Max(1000)
          int points,
      @Param(
              label = "Rivals",
              help = "Rivals: rounding to nearest in so many bits, pruning, low rank",
              value = "rtn2,rtn3,rtn4")
          List<Baselines.Rival> baselines,
      @Param(
              label = "Group",
              help = "Weights with a grid of their own; whole rows are shown, too; 0: rows alone",
              value = "64",
              advanced = true)
          @Min(0)
          @Max(4096)
          int group,
      @Param(
              label = "Clip",
              help = "Narrow the grids where this lowers their error",
              value = "false",
              advanced = true)
          boolean clip,
      @Param(
              label = "Partial blocks",
              help = "Fill a budget with a part of the next block",
              value = "true",
              advanced = true)
          boolean partial,
      @Param(
              label = "How the model is run",
              help = "How the model is computed: restored piece by piece, whole, or unrestored",
              value = "dense",
              advanced = true)
          RunningModel.Mode runtime) {
    public Params {
      Passages.requireWindow(window);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "curve",
        "Measures the perplexity of a stack at many budgets, beside round-to-nearest, pruning and"
            + " low rank at equal bytes.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "full",
            "windows=96",
            "points=60",
            "baselines=rtn1,rtn2,rtn3,rtn4,rtn5,rtn8,prune,svd"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings out = new Findings(run);
    run.progress(0, "reading");
    try (StackFile file = StackFile.open(SafetensorsPrefix.open(run.local(params.stack)));
        Session session = Session.open()) {
      StackIndex index = file.index();
      int window = Passages.window(params.window, file.config());
      int[][] windows;
      try (Tokenizer tokenizer = file.tokenizer()) {
        int[] ids = Passages.encode(tokenizer, params.text, 1, out);
        windows = Passages.first(ids, window, params.windows);
      }
      Frame stack = Frame.of("mib", "bits_per_weight", "whole_blocks", "perplexity");
      Frame rivals =
          Frame.of("rival", "family", "mib", "bits_per_weight", "perplexity", "stack", "ratio");
      double uncompressed = Double.NaN;
      try (RunningModel running =
          RunningModel.open(
              session, file, (double) index.minimumBytes(), params.partial, params.runtime)) {
        for (int i = 0; i < params.points; i++) {
          double done = 0.7 * i / params.points;
          String stage = "budget %d of %d".formatted(i + 1, params.points);
          long _ = running.setBudget(budget(index, i, params.points));
          double loss = WindowLoss.mean(running.model(), windows, () -> run.progress(done, stage));
          StackIndex.Prefix loaded = running.loaded();
          double mib = loaded.bytes() / StackIndex.MEBI;
          stack.row(mib, index.bits(loaded.bytes()), loaded.items(), Math.exp(loss));
          run.point("BitStack", mib, Math.exp(loss));
        }
        if (!params.model.isEmpty()) {
          uncompressed = rivals(session, file, params, windows, running, rivals, out);
        }
      }
      report(file, stack, rivals, uncompressed, out);
      out.text(
          "%d windows of %d tokens. MiB count embeddings, norms, biases and head in fp16, scales, u, v and signs; for the rivals grids, masks and factors. rtn3 is rounding to nearest in 3 bits, with a grid for each row or for each group (g64: 64 weights)."
              .formatted(windows.length, window));
      return out.answer(answer(stack, rivals, uncompressed));
    }
  }

  private static double budget(StackIndex index, int i, int points) {
    return index.minimumBytes()
        + Math.floor((double) (index.fullBytes() - index.minimumBytes()) * i / (points - 1));
  }

  /** Fills the table of other methods; returns the perplexity of the uncompressed model. */
  private static double rivals(
      Session session,
      StackFile file,
      Params params,
      int[][] windows,
      RunningModel running,
      Frame rivals,
      Findings out)
      throws IOException {
    Checkpoint checkpoint = Checkpoint.open(out.run().local(params.model));
    HeapPlan.requireRivals(checkpoint.config());
    try (LanguageModel model = LanguageModel.open(session, checkpoint)) {
      String found = Fingerprint.of(model);
      String expected = file.about().getOrDefault("source", "none");
      if (!found.equals(expected)) {
        throw new IllegalArgumentException(
            "model must be the one that the stack was made from, sha256 %s: got %s"
                .formatted(expected, found));
      }
      Compressor weights = Compressor.of(model, 0, Map.of());
      long baseBytes = Compressor.bytes(weights.base());
      Runnable beat = () -> out.run().progress(0.75, "rivals");
      Baselines baselines = Baselines.of(weights, baseBytes, windows, beat);
      double uncompressed = baselines.uncompressed();
      for (Baselines.Result rival : results(baselines, params, file)) {
        double stack = Double.NaN; // where the stack has no beginning of as many bytes
        if (rival.bytes() >= file.index().minimumBytes()) {
          running.setBudget((double) rival.bytes());
          stack = Math.exp(WindowLoss.mean(running.model(), windows, beat));
          if (rival.name().startsWith("rtn") && Double.isFinite(stack)) {
            String name = rival.name().replace(' ', '_').toLowerCase(Locale.ROOT);
            out.metric(name, rival.perplexity()).metric("stack_at_" + name, stack);
          }
        }
        rivals.row(
            rival.name(),
            rival.name().replaceFirst("rtn\\d ", "rtn "),
            rival.bytes() / StackIndex.MEBI,
            file.index().bits(rival.bytes()),
            rival.perplexity(),
            stack,
            stack / rival.perplexity());
      }
      return uncompressed;
    }
  }

  private static List<Baselines.Result> results(Baselines baselines, Params params, StackFile file)
      throws IOException {
    List<Baselines.Result> results = new ArrayList<>();
    List<Baselines.Rival> others = new ArrayList<>();
    for (Baselines.Rival rival : new LinkedHashSet<>(params.baselines)) {
      if (rival.bits() == 0) {
        others.add(rival);
        continue;
      }
      results.add(baselines.rounded(new RoundToNearest(rival.bits(), 0, params.clip)));
      if (params.group > 0) {
        results.add(baselines.rounded(new RoundToNearest(rival.bits(), params.group, params.clip)));
      }
    }
    if (others.isEmpty()) {
      return results;
    }
    List<Double> budgets = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      budgets.add(budget(file.index(), i, 5));
    }
    if (others.contains(Baselines.Rival.PRUNE)) {
      budgets.forEach(bytes -> results.add(baselines.pruned(bytes)));
    }
    if (others.contains(Baselines.Rival.SVD)) {
      Baselines.LowRank lowRank = baselines.lowRank(file.wideScales());
      budgets.forEach(bytes -> results.add(lowRank.within(bytes)));
    }
    return results;
  }

  private static void report(
      StackFile file, Frame stack, Frame rivals, double uncompressed, Findings out)
      throws IOException {
    double[] mib = stack.numbers("mib");
    double[] perplexity = stack.numbers("perplexity");
    DoubleSummaryStatistics range =
        DoubleStream.concat(Arrays.stream(perplexity), Arrays.stream(rivals.numbers("perplexity")))
            .summaryStatistics();
    Plot plot = Plot.of("Perplexity against memory").x("MiB of weights");
    plot = range.getMax() > 8 * range.getMin() ? plot.logY("perplexity") : plot.y("perplexity");
    plot.line("BitStack, one file", mib, perplexity).points(rivals, "mib", "perplexity", "family");
    if (!Double.isNaN(uncompressed)) {
      plot.function("uncompressed (fp16)", mib[0], mib[mib.length - 1], 2, _ -> uncompressed);
      out.metric("perplexity", uncompressed);
    }
    out.chart(
        plot.chart(
            "The stack has a model for every budget; each rival point is a file of its own."));
    String bits = "bits_per_weight=bits per projected weight";
    out.table("The stack", stack, "mib=MiB", bits, "whole_blocks", "perplexity");
    if (!rivals.isEmpty()) {
      out.table(
          "Rivals, and the stack in as many bytes",
          rivals,
          "rival",
          "mib=MiB",
          bits,
          "perplexity",
          "stack=the stack's",
          "ratio");
    }
    file.warnIfCut(out);
    out.csv("curve.csv", stack)
        .metric("minimum_bytes", (double) file.index().minimumBytes())
        .metric("full_bytes", (double) file.index().fullBytes())
        .metric("perplexity_least", perplexity[0])
        .metric("perplexity_whole", perplexity[perplexity.length - 1]);
  }

  private static String answer(Frame stack, Frame rivals, double uncompressed) {
    double[] mib = stack.numbers("mib");
    double[] perplexity = stack.numbers("perplexity");
    String fall =
        "From %s to %s MiB the perplexity falls from %s to %s"
            .formatted(
                Wording.number(mib[0]),
                Wording.number(mib[mib.length - 1]),
                Wording.number(perplexity[0]),
                Wording.number(perplexity[perplexity.length - 1]));
    if (Double.isNaN(uncompressed)) {
      return fall + ".";
    }
    fall += "; the uncompressed model has %s. ".formatted(Wording.number(uncompressed));
    double[] ratio = rivals.numbers("ratio");
    double[] bits = rivals.numbers("bits_per_weight");
    int[] better = IntStream.range(0, ratio.length).filter(i -> ratio[i] > 1).toArray();
    if (better.length == 0) {
      return fall + "No rival is better in as many bytes.";
    }
    int leanest =
        Arrays.stream(better).boxed().min(Comparator.comparingDouble(i -> bits[i])).orElseThrow();
    return fall
        + "%d of %s are better in as many bytes, the smallest %s at %s bits a weight: with room for that many, take it."
            .formatted(
                better.length,
                Wording.count(ratio.length, "rival"),
                rivals.texts("rival").get(leanest),
                Wording.number(bits[leanest]));
  }
}

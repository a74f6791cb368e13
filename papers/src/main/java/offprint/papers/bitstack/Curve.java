package offprint.papers.bitstack;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
              help = "model.bitstack of a compress run",
              value = "example:moby-byte-stack",
              accepts = Kind.MODEL)
          Source stack,
      @Param(
              help = "The model it was made from, for the rivals; empty: the stack alone",
              value = "example:moby-byte",
              accepts = {Kind.CHECKPOINT, Kind.MODEL})
          Source model,
      @Param(
              help = "Text to judge by, best one that was not calibrated on",
              value = "example:moby-dick-last-tenth",
              accepts = Kind.TEXT)
          Source text,
      @Param(help = "Windows of the text, from its beginning", unit = "windows", value = "16")
          @Min(1)
          @Max(100_000)
          int windows,
      @Param(
              help = "Tokens of a window; 0: the model's context, at most 2048",
              unit = "tokens",
              value = "0")
          @Min(0)
          @Max(2048)
          int window,
      @Param(help = "Budgets, evenly from the least to the whole stack", value = "13")
          @Min(2)
          @Max(1000)
          int points,
      @Param(
              help = "Rivals: rounding to nearest in so many bits, pruning, low rank",
              value = "rtn2,rtn3,rtn4")
          List<Baselines.Rival> baselines,
      @Param(
              help = "Weights with a grid of their own; whole rows are shown, too; 0: rows alone",
              value = "64")
          @Min(0)
          @Max(4096)
          int group,
      @Param(help = "Narrow the grids where this lowers their error", value = "false") boolean clip,
      @Param(help = "Fill a budget with a part of the next block", value = "true") boolean partial,
      @Param(
              help = "How the model is computed: restored piece by piece, whole, or unrestored",
              value = "dense")
          RunningModel.Mode runtime) {
    public Params {
      if (window > 0 && window < 8) {
        throw new IllegalArgumentException("window must be 0 or at least 8: got " + window);
      }
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
    run.progress(0, "reading");
    try (StackFile file = StackFile.open(SafetensorsPrefix.open(run.local(params.stack)));
        Session session = Session.open()) {
      int window = Passages.window(params.window, file.config());
      int[][] windows;
      try (Tokenizer tokenizer = file.tokenizer()) {
        int[] ids = Passages.encode(tokenizer, params.text, 1, run);
        windows = Passages.first(ids, window, params.windows);
      }
      CurveReport report = new CurveReport(file, windows.length, window);
      try (RunningModel running =
          RunningModel.open(
              session,
              file,
              (double) file.index().minimumBytes(),
              params.partial,
              params.runtime)) {
        for (int i = 0; i < params.points; i++) {
          double done = 0.7 * i / params.points;
          String stage = "budget %d of %d".formatted(i + 1, params.points);
          report.stack(running, budget(file.index(), i, params.points));
          double loss = WindowLoss.mean(running.model(), windows, () -> run.progress(done, stage));
          report.measured(Math.exp(loss), run);
        }
        if (!params.model.isEmpty()) {
          rivals(session, file, params, windows, running, report, run);
        }
      }
      return report.of(run);
    }
  }

  private static double budget(StackIndex index, int i, int points) {
    return index.minimumBytes()
        + Math.floor((double) (index.fullBytes() - index.minimumBytes()) * i / (points - 1));
  }

  private static void rivals(
      Session session,
      StackFile file,
      Params params,
      int[][] windows,
      RunningModel running,
      CurveReport report,
      Run run)
      throws IOException {
    Checkpoint checkpoint = Checkpoint.open(run.local(params.model));
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
      Runnable beat = () -> run.progress(0.75, "rivals");
      Baselines baselines = Baselines.of(weights, baseBytes, windows, beat);
      report.uncompressed(baselines.uncompressed());
      for (Baselines.Result result : results(baselines, params, file)) {
        if (result.bytes() >= file.index().minimumBytes()) {
          running.setBudget((double) result.bytes());
          report.rival(result, Math.exp(WindowLoss.mean(running.model(), windows, beat)));
        } else {
          report.rival(result, Double.NaN);
        }
      }
    }
  }

  private static List<Baselines.Result> results(Baselines baselines, Params params, StackFile file)
      throws IOException {
    List<Baselines.Result> results = new ArrayList<>();
    List<Baselines.Rival> others = new ArrayList<>();
    for (Baselines.Rival rival : params.baselines) {
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
}

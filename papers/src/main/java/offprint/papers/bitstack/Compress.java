package offprint.papers.bitstack;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.inference.WindowLoss;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.model.Projection;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.torch.SafetensorsPrefix;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/** Turns a language model into one file of stacked blocks, of which any beginning is a model. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Compress implements Method<Compress.Params> {
  public record Params(
      @Param(
              help =
                  "Model: a Hugging Face folder (config.json, *.safetensors, tokenizer.json) or a"
                      + " self-contained model.safetensors",
              value = "example:moby-byte",
              accepts = {Kind.CHECKPOINT, Kind.MODEL})
          Source model,
      @Param(
              label = "Calibration text",
              help = "Text to calibrate on: .txt (gzip too), a folder of them, .jsonl or .csv",
              value = "example:moby-dick",
              accepts = Kind.TEXT)
          Source text,
      @Param(
              label = "Share of the text",
              help = "Part of the text to use, its beginning; keep the rest to judge",
              value = "0.9")
          @DecimalMin("0.01")
          @DecimalMax("1")
          double share,
      @Param(label = "Blocks", help = "How the weights are taken apart") Decomposition how,
      @Param(
              label = "Calibration windows",
              help = "Windows to measure activations on",
              unit = "windows",
              value = "64",
              advanced = true)
          @Min(1)
          @Max(1024)
          int calibrationWindows,
      @Param(
              label = "Windows that order blocks",
              help = "Windows to order the blocks by",
              unit = "windows",
              value = "16",
              advanced = true)
          @Min(1)
          @Max(256)
          int scoringWindows,
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
              label = "Stack to go on from",
              help =
                  "model.bitstack of a run with fewer blocks and otherwise equal settings and seed,"
                      + " to go on from; empty: anew",
              accepts = Kind.MODEL)
          Source resume) {
    public Params {
      Passages.requireWindow(window);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "compress",
        "Turns a language model into one file of stacked blocks, of which every beginning is a"
            + " model of that many bytes.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("full", "blocks=8", "scoringWindows=32"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings out = new Findings(run);
    run.progress(0, "reading");
    Checkpoint checkpoint = Checkpoint.open(run.local(params.model));
    int window = Passages.window(params.window, checkpoint.config());
    int[] ids;
    try (Tokenizer tokenizer = checkpoint.tokenizer()) {
      ids = Passages.encode(tokenizer, params.text, params.share, out);
    }
    SplittableRandom first = new SplittableRandom(run.random().nextLong());
    SplittableRandom second = new SplittableRandom(run.random().nextLong());
    Decomposition.Windows windows =
        new Decomposition.Windows(
            Passages.random(ids, window, params.calibrationWindows, first),
            Passages.random(ids, window, params.scoringWindows, second));
    HeapPlan.require(checkpoint.config(), params.how.blocks(), params.how.k());
    double whole;
    Decomposition.Result made;
    try (Session session = Session.open();
        LanguageModel model = LanguageModel.open(session, checkpoint);
        StackFile begun = begun(params.resume, run)) {
      Runnable beat = () -> run.progress(0.02, "the model as it is");
      whole = Math.exp(WindowLoss.mean(model, windows.scoring(), beat));
      Part part = Part.of(run, 0.03, 0.95, "");
      made = params.how.apply(model, checkpoint.tokenizerJson(), windows, begun, second, part);
    }
    run.progress(0.98, "writing");
    out.file("model.bitstack", made.stack()::write);
    report(made, whole, params.how.k(), out);
    return out.answer(answer(made, whole));
  }

  private static @Nullable StackFile begun(Source resume, Run run) throws IOException {
    return resume.isEmpty() ? null : StackFile.open(SafetensorsPrefix.open(run.local(resume)));
  }

  private static String answer(Decomposition.Result made, double whole) {
    StackIndex index = made.stack().index();
    String range =
        "One file now serves every memory from %s to %s"
            .formatted(
                StackIndex.mebibytes((double) index.minimumBytes()),
                StackIndex.mebibytes((double) index.fullBytes()));
    return made.levels().isEmpty()
        ? range + "."
        : "%s: perplexity falls from %s to %s on the way, where the uncompressed model has %s."
            .formatted(
                range,
                Wording.number(made.levels().getFirst()),
                Wording.number(made.levels().getLast()),
                Wording.number(whole));
  }

  private static void report(Decomposition.Result made, double whole, int asked, Findings out)
      throws IOException {
    Stack stack = made.stack();
    StackIndex index = stack.index();
    List<Projection> projections = stack.projections();
    levels(made, whole, out);
    if (!stack.scores().isEmpty()) {
      out.chart(scores(stack, whole));
    }
    out.chart(residuals(projections, made.residuals()));
    int half = index.shapes().size() + (index.order().size() - index.shapes().size()) / 2;
    out.chart(BlockMap.of(projections, index, index.items(half)));
    out.text(
        "Give model.bitstack to bitstack/serve and bitstack/curve, as run:NUMBER/model.bitstack.");
    for (int p = 0; p < projections.size(); p++) {
      if (asked > index.shapes().get(p).rank()) {
        out.assumed(
            "k was lowered from %d to %d for %s, its smaller side."
                .formatted(asked, index.shapes().get(p).rank(), projections.get(p).name()));
      }
    }
    out.csv("order.csv", order(stack));
    out.metric("minimum_bytes", (double) index.minimumBytes())
        .metric("full_bytes", (double) index.fullBytes())
        .metric("block_bits_per_weight", 8.0 * index.levelBytes() / index.weights())
        .metric("perplexity", whole);
  }

  private static void levels(Decomposition.Result made, double whole, Findings out) {
    StackIndex index = made.stack().index();
    double[] residuals = mean(List.of(made.residuals()));
    Frame frame =
        Frame.of("blocks", "mib", "bits_per_weight", "mean_residual", "perplexity", "uncompressed");
    for (int level = 1; level <= index.levels(); level++) {
      double blockBytes = (double) (level * index.levelBytes() + index.scaleBytes());
      double residual = residuals[level - 1];
      double perplexity = made.levels().isEmpty() ? Double.NaN : made.levels().get(level - 1);
      frame.row(
          level,
          index.items(level * index.shapes().size()).bytes() / StackIndex.MEBI,
          8 * blockBytes / index.weights(),
          residual == 0 ? Double.NaN : residual,
          perplexity,
          whole);
      if (!made.levels().isEmpty()) {
        out.metric("perplexity_%d".formatted(level), perplexity);
      }
    }
    out.table(
        "Levels: equally many blocks of every projection",
        frame,
        "blocks",
        "mib=MiB in all",
        "bits_per_weight",
        "mean_residual",
        "perplexity=perplexity, scoring windows",
        "uncompressed");
  }

  /** Mean over projections, by level. */
  private static double[] mean(List<double[]> residuals) {
    double[] mean = new double[residuals.getFirst().length];
    Arrays.setAll(
        mean, level -> residuals.stream().mapToDouble(r -> r[level]).average().orElseThrow());
    return mean;
  }

  private static Chart scores(Stack stack, double whole) {
    StackIndex index = stack.index();
    int width = index.shapes().size();
    double[] x = Plot.positions(index.order().size() - width);
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int item = index.order().get(width + i);
      x[i] += width + 1;
      y[i] = stack.score(item);
    }
    return Plot.of("What each block does")
        .x("position in the stack")
        .y("perplexity with it alone one level ahead")
        .points("block", x, y)
        .function("uncompressed", x[0], x[x.length - 1], 2, _ -> whole)
        .chart("Within a level the blocks that help most come first.");
  }

  private static Chart residuals(List<Projection> projections, double[][] residuals) {
    Map<String, List<double[]>> byKind = new LinkedHashMap<>();
    for (int p = 0; p < residuals.length; p++) {
      byKind.computeIfAbsent(projections.get(p).kind(), _ -> new ArrayList<>()).add(residuals[p]);
    }
    double[] blocks = new double[residuals[0].length];
    Arrays.setAll(blocks, i -> i + 1);
    Plot plot =
        Plot.of("What the blocks leave")
            .x("blocks")
            .logY("norm of the rest over that of the scaled weights");
    byKind.forEach((kind, of) -> plot.line(kind, blocks, mean(of)));
    return plot.chart("Mean over the layers.");
  }

  private static Frame order(Stack stack) {
    StackIndex index = stack.index();
    Frame frame = Frame.of("position", "projection", "level", "perplexity", "bytes");
    for (int position = 1; position <= index.order().size(); position++) {
      int item = index.order().get(position - 1);
      frame.row(
          position,
          stack.projections().get(index.projection(item)).name(),
          index.level(item) + 1,
          stack.score(item),
          index.items(position).bytes());
    }
    return frame;
  }
}

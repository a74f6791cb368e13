package offprint.papers.bitstack;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.inference.WindowLoss;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.model.Projection;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.torch.Safetensors;
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

/** Turns a language model into one file of stacked blocks, of which any beginning is a model. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Compress implements Method<Compress.Params> {
  /** What the columns of the weights are multiplied by before they are decomposed. */
  public enum Scale {
    ACTIVATION,
    NONE
  }

  /** What later blocks repair. */
  public enum Residual {
    ROUNDED,
    REFERENCE
  }

  public record Params(
      @Param(
              help =
                  "Model: a Hugging Face folder (config.json, *.safetensors, tokenizer.json) or a"
                      + " self-contained model.safetensors",
              value = "example:moby-byte",
              accepts = {Kind.CHECKPOINT, Kind.MODEL})
          Source model,
      @Param(
              help = "Text to calibrate on: .txt (gzip too), a folder of them, .jsonl or .csv",
              value = "example:moby-dick",
              accepts = Kind.TEXT)
          Source text,
      @Param(help = "Part of the text to use, its beginning; keep the rest to judge", value = "0.9")
          @DecimalMin("0.01")
          @DecimalMax("1")
          double share,
      @Param(help = "Blocks of each projection", symbol = "N", unit = "blocks", value = "4")
          @Min(1)
          @Max(32)
          int blocks,
      @Param(
              help = "Rank of the magnitudes; 0: one for every 128 bits of signs",
              symbol = "k",
              value = "0")
          @Min(0)
          @Max(256)
          int k,
      @Param(help = "Weigh inputs by their activations", value = "activation") Scale scale,
      @Param(
              help = "Take blocks off as stored (rounded), or unrounded as the authors do",
              value = "rounded")
          Residual residual,
      @Param(
              help = "Singular vectors: exact, by random vectors, or random from 512 on (auto)",
              value = "auto")
          AbsoluteDecomposition.Svd svd,
      @Param(help = "Windows to measure activations on", unit = "windows", value = "64")
          @Min(1)
          @Max(1024)
          int calibrationWindows,
      @Param(help = "Windows to order the blocks by", unit = "windows", value = "16")
          @Min(1)
          @Max(256)
          int scoringWindows,
      @Param(
              help = "Tokens of a window; 0: the model's context, at most 2048",
              unit = "tokens",
              value = "0")
          @Min(0)
          @Max(2048)
          int window,
      @Param(
              help = "Order within a level: measured perplexity, random, or as in the model",
              value = "perplexity")
          UniversalOrder.Order order,
      @Param(
              help =
                  "model.bitstack of a run with fewer blocks and otherwise equal settings and seed,"
                      + " to go on from; empty: anew",
              accepts = Kind.MODEL)
          Source resume) {
    public Params {
      if (window > 0 && window < 8) {
        throw new IllegalArgumentException("window must be 0 or at least 8: got " + window);
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "compress",
        "Turns a language model into one file of stacked blocks, of which every beginning is a"
            + " model of that many bytes.");
  }

  static Params params(Source model, Source text, int blocks, int scoringWindows) {
    return new Params(
        model,
        text,
        0.9,
        blocks,
        0,
        Scale.ACTIVATION,
        Residual.ROUNDED,
        AbsoluteDecomposition.Svd.AUTO,
        64,
        scoringWindows,
        0,
        UniversalOrder.Order.PERPLEXITY,
        Source.NONE);
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("full", "blocks=8", "scoringWindows=32"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Checkpoint checkpoint = Checkpoint.open(run.local(params.model));
    int window = Passages.window(params.window, checkpoint.config());
    int[] ids;
    try (Tokenizer tokenizer = checkpoint.tokenizer()) {
      ids = Passages.encode(tokenizer, params.text, params.share, run);
    }
    SplittableRandom first = new SplittableRandom(run.random().nextLong());
    SplittableRandom second = new SplittableRandom(run.random().nextLong());
    int[][] calibration = Passages.random(ids, window, params.calibrationWindows, first);
    int[][] scoring = Passages.random(ids, window, params.scoringWindows, second);
    HeapPlan.require(checkpoint.config(), params.blocks, params.k);
    try (Session session = Session.open();
        LanguageModel model = LanguageModel.open(session, checkpoint)) {
      CompressReport report = new CompressReport(params.blocks);
      Map<String, String> about = about(model, params, calibration, scoring);
      run.progress(0.02, "the model as it is");
      Runnable beat = () -> run.progress(0.03, "activations");
      double whole = Math.exp(WindowLoss.mean(model, scoring, beat));
      Map<String, double[]> scales =
          params.scale == Scale.NONE ? Map.of() : Scales.measure(model, calibration, beat);
      Compressor compressor = Compressor.of(model, params.k, scales);
      Map<String, Safetensors.Tensor> base = compressor.base();
      List<double[]> known = resume(params, about, compressor, run);
      compressor.decompose(
          params.blocks,
          params.residual == Residual.ROUNDED
              ? AbsoluteDecomposition.Rounding.STORED
              : AbsoluteDecomposition.Rounding.REFERENCE,
          params.svd,
          second.nextLong(),
          report.watcher(run, 0.05, 0.4));
      UniversalOrder measured = measure(params, compressor, scoring, known, run);
      List<Integer> order = order(params, compressor, measured, second);
      StackIndex index = compressor.index(Compressor.bytes(base), params.blocks, order);
      run.progress(0.98, "writing");
      try (OutputStream out = run.create("model.bitstack")) {
        new Stack(
                checkpoint.config(),
                checkpoint.tokenizerJson(),
                base,
                compressor.scales(),
                compressor.blocks(),
                index,
                measured.scores(),
                about)
            .write(out);
      }
      return report.of(compressor, index, measured, whole, params.k, run);
    }
  }

  private static Map<String, String> about(
      LanguageModel model, Params params, int[][] calibration, int[][] scoring) {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("source", Fingerprint.of(model));
    about.put("calibration", Fingerprint.of(calibration));
    about.put("scoring", Fingerprint.of(scoring));
    about.put(
        "settings",
        "k=%d scale=%s residual=%s svd=%s order=%s"
            .formatted(params.k, params.scale, params.residual, params.svd, params.order));
    return about;
  }

  /** Takes the blocks of an earlier stack; gives the scores of its levels. */
  private static List<double[]> resume(
      Params params, Map<String, String> about, Compressor compressor, Run run) throws IOException {
    if (params.resume.isEmpty()) {
      return List.of();
    }
    try (StackFile file = StackFile.open(SafetensorsPrefix.open(run.local(params.resume)))) {
      for (Map.Entry<String, String> entry : about.entrySet()) {
        String had = file.about().getOrDefault(entry.getKey(), "none");
        if (!entry.getValue().equals(had)) {
          throw new IllegalArgumentException(
              "resume must be a stack with the %s %s: got %s"
                  .formatted(entry.getKey(), entry.getValue(), had));
        }
      }
      StackIndex index = file.index();
      if (index.levels() > params.blocks) {
        throw new IllegalArgumentException(
            "blocks must be at least %d, those of the stack to go on from: got %d"
                .formatted(index.levels(), params.blocks));
      }
      for (int position = 0; position < file.blocksPresent(); position++) {
        int item = index.order().get(position);
        int rows = index.shape(item).rows();
        compressor.blocks().get(index.projection(item)).add(file.block(position, null, 0, rows));
      }
      return file.scores();
    }
  }

  private static UniversalOrder measure(
      Params params, Compressor compressor, int[][] scoring, List<double[]> known, Run run) {
    if (params.order != UniversalOrder.Order.PERPLEXITY) {
      return new UniversalOrder(List.of(), List.of());
    }
    int tokens = scoring.length * scoring[0].length;
    return UniversalOrder.measure(
        compressor,
        params.blocks,
        scoring,
        known,
        (done, all) ->
            run.progress(
                0.4 + 0.55 * done / all,
                "pass %d of %d over %,d tokens".formatted(done + 1, all, tokens)));
  }

  private static List<Integer> order(
      Params params, Compressor compressor, UniversalOrder measured, SplittableRandom random) {
    List<Projection> projections = compressor.projections();
    return switch (params.order) {
      case PERPLEXITY -> UniversalOrder.sorted(measured.scores(), projections.size());
      case RANDOM -> UniversalOrder.random(projections.size(), params.blocks, random);
      case MODEL -> StackIndex.plainOrder(projections.size(), params.blocks);
    };
  }
}

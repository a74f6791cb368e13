package offprint.papers.bitstack;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import offprint.harness.Wording;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.ByteTokens;
import offprint.kernels.task.Progress;
import offprint.kernels.text.TextFiles;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** The paper's claims on a byte model trained here, rivals in the same run. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Reproduce implements Method<Reproduce.Params> {
  private static final int TRAIN_BYTES = 1_084_497;

  public record Params(
      @Param(help = "Training steps of the byte model; 0: the shipped one", value = "0")
          @Min(0)
          @Max(5000)
          int steps,
      @Param(help = "Blocks of each projection", symbol = "N", unit = "blocks", value = "4")
          @Min(4)
          @Max(16)
          int blocks,
      @Param(help = "Windows to order the blocks by", unit = "windows", value = "16")
          @Min(1)
          @Max(256)
          int scoringWindows,
      @Param(help = "Windows to judge by", unit = "windows", value = "16") @Min(2) @Max(900)
          int testWindows,
      @Param(help = "All rivals, low rank, orders and outliers too", value = "false") boolean all) {
    public Params {
      if (steps == 1) {
        throw new IllegalArgumentException("steps must be 0 or at least 2: got 1");
      }
    }
  }

  /** Shows how far the run is whenever a piece of work is done. */
  private static final class Stage implements Runnable {
    private final Run run;
    private double fraction;
    private String name = "";

    Stage(Run run) {
      this.run = run;
    }

    void enter(double fraction, String name) {
      this.fraction = fraction;
      this.name = name;
    }

    @Override
    public void run() {
      run.progress(fraction, name);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "reproduce",
        "Trains a byte model, stacks it and judges the paper's claims beside rounding, pruning and"
            + " low rank.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "full", "steps=1000", "blocks=8", "scoringWindows=32", "testWindows=96", "all=true"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    int[] text =
        ByteTokens.encode(
            TextFiles.read(run.local(Source.example("moby-dick")), "").getFirst().text());
    int[] train = Arrays.copyOf(text, TRAIN_BYTES);
    int[] rest = Arrays.copyOfRange(text, TRAIN_BYTES, text.length);
    RandomGenerator random = run.random();
    try (Session session = Session.open()) {
      Safetensors weights = weights(session, params, train, random, run);
      int[][] calibration = windows(train, 64, random.nextLong());
      int[][] scoring = windows(train, params.scoringWindows, random.nextLong());
      int[][] test = Passages.first(rest, ByteModel.WINDOW, params.testWindows);
      Stage stage = new Stage(run);
      stage.enter(0.5, "blocks and their order");
      Trial trial = new Trial(session, weights, calibration, scoring, stage);
      List<Report.Block> blocks = new ArrayList<>();
      Map<String, Double> metrics = new LinkedHashMap<>();
      try (LanguageModel model = trial.model()) {
        metrics.put("perplexity", trial.perplexity(model, test));
      }
      Trial.Made made = trial.make(new Trial.Settings(params.blocks, 0, true, true));
      try (OutputStream out = run.create("model.bitstack")) {
        out.write(made.file());
      }
      bytes(made.stack().index(), blocks, metrics);
      stage.enter(0.55, "levels");
      LevelStudy levels =
          new LevelStudy(trial, made, test, metrics.getOrDefault("perplexity", Double.NaN));
      levels.levels(blocks, metrics);
      stage.enter(0.65, "rivals");
      RivalStudy rivals = new RivalStudy(trial, made, test);
      rivals.equalBytes(params.all, blocks, metrics);
      if (params.all) {
        stage.enter(0.7, "low rank, scales, ranks");
        levels.others(blocks, metrics);
        stage.enter(0.75, "orders");
        levels.orders(random.nextLong(), blocks, metrics);
        stage.enter(0.85, "outliers");
        rivals.outliers(blocks, metrics);
      }
      stage.enter(0.95, "live budgets");
      LiveStudy live = new LiveStudy(trial, made);
      live.budgets(blocks, metrics);
      live.changes(rest, random.nextLong(), blocks, metrics);
      blocks.add(reading());
      return new Report(
          "With %s bits a weight the stack's perplexity is %s at one level and %s at four; the uncompressed model has %s."
              .formatted(
                  Wording.number(metrics.getOrDefault("bits_per_weight", Double.NaN)),
                  Wording.number(metrics.getOrDefault("level_1", Double.NaN)),
                  Wording.number(metrics.getOrDefault("level_4", Double.NaN)),
                  Wording.number(metrics.getOrDefault("perplexity", Double.NaN))),
          blocks,
          metrics);
    }
  }

  private static Safetensors weights(
      Session session, Params params, int[] train, RandomGenerator random, Run run)
      throws IOException {
    if (params.steps == 0) {
      try (InputStream in = run.open(Source.example("moby-byte"))) {
        return Safetensors.read(in);
      }
    }
    ByteModel model = ByteModel.train(session, train, params.steps, random, watcher(run));
    try (OutputStream out = run.create("model.safetensors")) {
      model.write(out);
    }
    return model.halves();
  }

  private static Progress watcher(Run run) {
    return new Progress() {
      @Override
      public void progress(double fraction, String stage) {
        run.progress(0.5 * fraction, stage);
      }

      @Override
      public void point(String series, double x, double y) {
        run.point(series, x, y);
      }
    };
  }

  private static int[][] windows(int[] text, int count, long seed) {
    return Passages.random(text, ByteModel.WINDOW, count, new SplittableRandom(seed));
  }

  /** B1: bits of a block of this model and of one with the shapes of Llama-3-8B. */
  private static void bytes(
      StackIndex index, List<Report.Block> blocks, Map<String, Double> metrics) {
    List<StackIndex.Shape> shapes = new ArrayList<>();
    int[][] layer = {
      {4096, 4096},
      {1024, 4096},
      {1024, 4096},
      {4096, 4096},
      {14336, 4096},
      {14336, 4096},
      {4096, 14336}
    };
    for (int[] shape : layer) {
      shapes.add(new StackIndex.Shape(shape[0], shape[1], 16));
    }
    StackIndex llama = new StackIndex(shapes, 0, 0, 1, StackIndex.plainOrder(shapes.size(), 1));
    double wide = 8.0 * llama.levelBytes() / llama.weights();
    double ours = 8.0 * index.levelBytes() / index.weights();
    metrics.put("llama_bits_per_weight", wide);
    metrics.put("bits_per_weight", ours);
    blocks.add(
        Note.text(
            "A block costs %.3f bits per weight here (k = 1) and %.3f in the shapes of Llama-3-8B (k = 16)."
                .formatted(ours, wide)));
  }

  private static Note reading() {
    return Note.text(
        "Of a Gaussian, a term of rank 1 leaves .363 .130 .058 .033 of the energy after one to"
            + " four, the best scalar quantiser of as many bits .363 .118 .035 .010: so stacks win"
            + " where rounding is coarse, and lose above about 3.5 bits.");
  }
}

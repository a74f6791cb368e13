package offprint.papers.bitstack;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Wording;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.ByteTokens;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** The paper's claims on a byte model trained here, with other methods in the same run. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Reproduce implements Method<Reproduce.Params> {
  private static final int TRAIN_BYTES = 1_084_497;

  public record Params(
      @Param(
              label = "Training steps",
              help = "Training steps of the byte model; 0: the shipped one",
              value = "0")
          @Min(0)
          @Max(5000)
          int steps,
      @Param(
              label = "Blocks a projection",
              help = "Blocks of each projection",
              symbol = "N",
              unit = "blocks",
              value = "4")
          @Min(4)
          @Max(16)
          int blocks,
      @Param(
              label = "Windows that order blocks",
              help = "Windows to order the blocks by",
              unit = "windows",
              value = "16")
          @Min(1)
          @Max(256)
          int scoringWindows,
      @Param(label = "Test windows", help = "Windows to judge by", unit = "windows", value = "16")
          @Min(2)
          @Max(900)
          int testWindows,
      @Param(
              label = "All comparisons",
              help = "All rivals, low rank, orders and outliers too",
              value = "false")
          boolean all) {
    public Params {
      if (steps == 1) {
        throw new IllegalArgumentException("steps must be 0 or at least 2: got 1");
      }
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
    Findings out = new Findings(run);
    run.progress(0, "reading");
    int[] text =
        ByteTokens.encode(
            new Inputs(out).texts("text", Source.example("moby-dick"), "").getFirst().text());
    int[] train = Arrays.copyOf(text, TRAIN_BYTES);
    int[] rest = Arrays.copyOfRange(text, TRAIN_BYTES, text.length);
    RandomGenerator random = run.random();
    try (Session session = Session.open()) {
      Safetensors weights = weights(session, params, train, random, out);
      Decomposition.Windows windows =
          new Decomposition.Windows(
              windows(train, 64, random.nextLong()),
              windows(train, params.scoringWindows, random.nextLong()));
      int[][] test = Passages.first(rest, ByteModel.WINDOW, params.testWindows);
      Trial trial = new Trial(session, weights, windows, Part.of(run, 0.5, 0.55, "stack"));
      double whole;
      try (LanguageModel model = trial.model()) {
        whole = trial.perplexity(model, test);
      }
      Stack stack =
          trial.make(
              Decomposition.of(
                  params.blocks,
                  0,
                  Decomposition.Scale.ACTIVATION,
                  UniversalOrder.Order.PERPLEXITY));
      out.file("model.bitstack", stack::write).metric("perplexity", whole);
      double wide = llamaBits();
      double bits = 8.0 * stack.index().levelBytes() / stack.index().weights();
      out.metric("llama_bits_per_weight", wide).metric("bits_per_weight", bits);
      LevelStudy levels = new LevelStudy(stack, test, whole, out);
      double[] byLevel = levels.levels(trial.in(Part.of(run, 0.55, 0.6, "levels")));
      levels.steps(trial.in(Part.of(run, 0.6, 0.65, "block by block")));
      Part rivals = Part.of(run, 0.65, 0.7, "rivals");
      Frame ratios = new RivalStudy(trial.in(rivals), stack, test, out).equalBytes(params.all);
      if (params.all) {
        levels.others(trial.in(Part.of(run, 0.7, 0.75, "low rank, scales, ranks")));
        levels.orders(trial.in(Part.of(run, 0.75, 0.85, "orders")), random.nextLong());
        Part outliers = Part.of(run, 0.85, 0.95, "outliers");
        new RivalStudy(trial.in(outliers), stack, test, out).outliers();
      }
      Part budgets = Part.of(run, 0.95, 1, "live budgets");
      LiveStudy live = new LiveStudy(trial.in(budgets), stack, out);
      live.budgets();
      live.changes(rest, random.nextLong());
      out.text(
          "A block costs %.3f bits per weight here (k = 1) and %.3f in the shapes of Llama-3-8B (k = 16)."
              .formatted(bits, wide));
      out.text(
          "Of a Gaussian, a term of rank 1 leaves .363 .130 .058 .033 of the energy after one to"
              + " four, the best scalar quantiser of as many bits .363 .118 .035 .010: so stacks"
              + " win where rounding is coarse, and lose above about 3.5 bits.");
      return out.answer(
          "Levels of %s bits a weight lower the perplexity from %s (one) to %s (four), where the uncompressed model has %s; in as many bytes the stack has %s times the perplexity of 2-bit rounding in groups and %s times that of 3-bit."
              .formatted(
                  Wording.number(bits),
                  Wording.number(byLevel[0]),
                  Wording.number(byLevel[3]),
                  Wording.number(whole),
                  Wording.number(ratios.where("rival", "rtn2 g64").numbers("ratio")[0]),
                  Wording.number(ratios.where("rival", "rtn3 g64").numbers("ratio")[0])));
    }
  }

  private static Safetensors weights(
      Session session, Params params, int[] train, RandomGenerator random, Findings out)
      throws IOException {
    if (params.steps == 0) {
      return new Inputs(out).read("model", Source.example("moby-byte"), Safetensors::read);
    }
    Part part = Part.of(out.run(), 0, 0.5, "");
    ByteModel model = ByteModel.train(session, train, params.steps, random, part);
    out.file("model.safetensors", model::write);
    return model.halves();
  }

  private static int[][] windows(int[] text, int count, long seed) {
    return Passages.random(text, ByteModel.WINDOW, count, new SplittableRandom(seed));
  }

  /** B1: bits of a block of a model with the shapes of Llama-3-8B. */
  private static double llamaBits() {
    int[][] layer = {
      {4096, 4096},
      {1024, 4096},
      {1024, 4096},
      {4096, 4096},
      {14336, 4096},
      {14336, 4096},
      {4096, 14336}
    };
    List<StackIndex.Shape> shapes =
        Arrays.stream(layer).map(s -> new StackIndex.Shape(s[0], s[1], 16)).toList();
    StackIndex llama = new StackIndex(shapes, 0, 0, 1, StackIndex.plainOrder(shapes.size(), 1));
    return 8.0 * llama.levelBytes() / llama.weights();
  }
}

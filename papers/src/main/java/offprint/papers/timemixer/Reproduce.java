package offprint.papers.timemixer;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** The paper's claims on the hourly ETT sets, with a closed-form linear map printed beside. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Reproduce implements Method<Reproduce.Params> {
  public record Params(
      @Param(help = "ETTh1 as well as ETTh2", value = "false") boolean etth1,
      @Param(
              help =
                  "Calendar features. The released code pairs them with other samples, so that the"
                      + " published figures are in effect without",
              value = "false")
          boolean calendar,
      @Param(help = "Rows to forecast", symbol = "H", unit = "rows", value = "96") @Min(1) @Max(720)
          int horizon,
      @Param(help = "Mixing blocks", value = "1") @Min(1) @Max(8) int blocks,
      @Param(help = "Epochs, at most", value = "3") @Min(1) @Max(100) int epochs,
      @Param(help = "Steps of an epoch; 0: every window once", unit = "steps", value = "20")
          @Min(0)
          @Max(10_000)
          int steps,
      @Param(help = "Windows of a step", symbol = "B", value = "32") @Min(1) @Max(1024) int batch,
      @Param(help = "Seeds of each ablation (T5); 0: leave it out", value = "0") @Min(0) @Max(10)
          int seeds,
      @Param(help = "Time forward passes over the lookback (T6)", value = "false") boolean cost) {}

  @Override
  public Card card() {
    return new Card(
        "reproduce",
        "Trains TimeMixer and its linear baselines on the ETT hourly sets and judges the paper's"
            + " claims on accuracy, ablations and cost.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "full",
            "etth1=true",
            "blocks=2",
            "epochs=10",
            "steps=33",
            "batch=128",
            "seeds=3",
            "cost=true"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Cost.require(Benchmark.architecture(7, 4, Benchmark.LOOKBACK, params.horizon, params.blocks));
    Fit.Plan plan = new Fit.Plan(params.epochs, params.steps, params.batch, 0.01);
    List<Report.Block> blocks = new ArrayList<>();
    List<Note> verdicts = new ArrayList<>();
    Map<String, Double> metrics = new LinkedHashMap<>();
    double[] identity = new double[1];
    List<String> sets = params.etth1 ? List.of("etth1", "etth2") : List.of("etth2");
    double part = params.seeds > 0 || params.cost ? 0.7 : 0.95;
    try (Session session = Session.open()) {
      Benchmark last = null;
      for (int i = 0; i < sets.size(); i++) {
        String set = sets.get(i);
        last = Benchmark.read(run, set, params.horizon, params.blocks, params.calendar);
        Stage stage = Stage.of(run, part * i / sets.size(), part * (i + 1) / sets.size(), set);
        Scores scores = last.compare(session, plan, run.random(), stage, identity);
        blocks.add(scores.chart(set + ": test error of all models"));
        blocks.add(scores.table(params.horizon));
        verdicts.add(verdict(set, scores, metrics));
      }
      metrics.put("fmm_identity", identity[0]);
      if (params.seeds > 0 && last != null) {
        new Ablation(last, params.seeds).run(session, run, blocks, metrics);
      }
    }
    if (params.cost) {
      new CostStudy(params.horizon).run(run, blocks, metrics);
    }
    blocks.add(published());
    blocks.addAll(verdicts);
    return new Report(blocks, metrics);
  }

  /** The numbers of one set that claims use, and the sentence on the closed-form linear map. */
  private static Note verdict(String set, Scores scores, Map<String, Double> metrics) {
    scores.metrics().forEach((name, value) -> metrics.put(name + "_" + set, value));
    double mse = scores.mse("TimeMixer");
    double linear = scores.mse("linear map");
    double naive = scores.mse("seasonal naive");
    double last = scores.mse("last value");
    metrics.put("gain_" + set, 1 - mse / naive);
    metrics.put("versus_linear_" + set, mse / linear - 1);
    metrics.merge("worst_naive_ratio", Math.max(mse / naive, mse / last), Math::max);
    return Note.text(
        "%s: TimeMixer %.4f, closed-form linear map %.4f: the network is %.1f %% %s."
            .formatted(
                set,
                mse,
                linear,
                100 * Math.abs(mse / linear - 1),
                mse < linear ? "better" : "worse"));
  }

  private static Table published() {
    return new Table(
        "Published by the paper: MSE averaged over H = 96, 192, 336, 720 at L = 96",
        List.of("model", "ETTh1", "ETTh2"),
        List.of(
            List.of("TimeMixer", 0.447, 0.364),
            List.of("PatchTST", 0.516, 0.391),
            List.of("TimesNet", 0.495, 0.414),
            List.of("DLinear", 0.461, 0.563)));
  }
}

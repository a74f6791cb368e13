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
import offprint.method.Claim;
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
      @Param(help = "ETTh1 as well as ETTh2") boolean etth1,
      @Param(
              help =
                  "Calendar features. The released code pairs them with other samples, so that the"
                      + " published figures are in effect without")
          boolean calendar,
      @Param(help = "Rows to forecast", symbol = "H", unit = "rows") @Min(1) @Max(720) int horizon,
      @Param(help = "Mixing blocks") @Min(1) @Max(8) int blocks,
      @Param(help = "Epochs, at most") @Min(1) @Max(100) int epochs,
      @Param(help = "Steps of an epoch; 0: every window once", unit = "steps") @Min(0) @Max(10_000)
          int steps,
      @Param(help = "Windows of a step", symbol = "B") @Min(1) @Max(1024) int batch,
      @Param(help = "Seeds of each ablation (T5); 0: leave it out") @Min(0) @Max(10) int seeds,
      @Param(help = "Time forward passes over the lookback (T6)") boolean cost) {}

  private static final String SCALE =
      "10 epochs of half the windows each, batch 128, no calendar; paper: every window, ETTh2 batch"
          + " 16, calendar of other samples";
  private static final String QUICK =
      "1 block, 60 steps of batch 32, no calendar; paper: 2 blocks, 10 epochs";

  @Override
  public Card card() {
    return new Card(
        Citation.PAPER,
        "reproduce",
        "Trains TimeMixer and its linear baselines on the ETT hourly sets and judges the paper's"
            + " claims on accuracy, ablations and cost.");
  }

  @Override
  public List<Preset<Params>> presets() {
    return List.of(
        new Preset<>("quick", new Params(false, false, 96, 1, 3, 20, 32, 0, false)),
        new Preset<>("full", new Params(true, false, 96, 2, 10, 33, 128, 3, true)));
  }

  @Override
  public List<Claim> claims() {
    String t1 = "repository, long-term results, L = 96";
    return List.of(
        Claim.atMost(
            "T1-etth1",
            "long-term accuracy on ETTh1, H = 96 (paper's MSE + 0.035)",
            t1,
            ".375",
            "full",
            "mse_etth1",
            0.41,
            SCALE),
        Claim.atLeast(
            "T1-etth1-gain",
            "ETTh1: at least 25 % below the seasonal naive forecast",
            t1,
            ".375",
            "full",
            "gain_etth1",
            0.25,
            SCALE),
        Claim.atMost(
            "T1-etth2",
            "long-term accuracy on ETTh2, H = 96 (paper's MSE + 0.021)",
            t1,
            ".289",
            "full",
            "mse_etth2",
            0.31,
            SCALE),
        Claim.atMost(
            "T1-etth2-quick",
            "long-term accuracy on ETTh2 after a few seconds of training",
            t1,
            ".289",
            "quick",
            "mse_etth2",
            0.36,
            QUICK),
        Claim.atMost(
            "T2",
            "better than last value and seasonal naive on every set (MSE ratio)",
            t1,
            "averages .447 and .364",
            "full",
            "worst_naive_ratio",
            1,
            SCALE),
        Claim.atLeast(
            "T5",
            "every part is a part: three ablations run and change the forecasts",
            "repository, ablation",
            "ETTm1 .390 whole, .402 to .412 less a part",
            "full",
            "ablation_distinct",
            3,
            "ETTh2, 60 steps, 3 seeds; the direction is only reported"),
        Claim.atMost(
            "T6-time",
            "forward time grows no faster than L^2.1",
            "repository, efficiency",
            "chart only",
            "full",
            "time_exponent",
            2.1,
            "CPU, L = 192 to 3072; paper: GPU"),
        Claim.atMost(
            "T6-ratio",
            "forward time stays within 60 times that of one linear map",
            "repository, efficiency",
            "near DLinear",
            "full",
            "time_ratio",
            60,
            "CPU, L = 192 to 3072; paper: GPU, where both wait for launches"),
        new Claim(
            "T6-memory",
            "memory is linear in the batch",
            "repository, efficiency",
            "chart only",
            "full",
            "memory_exponent",
            0.95,
            1.05,
            "bytes of live tensors, forward"),
        Claim.atMost(
            "FMM",
            "the forecast is the sum of its scales' outputs",
            "Eq. 6",
            "",
            "full",
            "fmm_identity",
            1e-5,
            "as in the paper"),
        Claim.atMost(
            "FMM-quick",
            "the forecast is the sum of its scales' outputs",
            "Eq. 6",
            "",
            "quick",
            "fmm_identity",
            1e-5,
            "as in the paper"));
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

package offprint.papers.timemixer;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Race;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/** The paper's claims on the hourly ETT sets, with a closed-form linear map printed beside. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Reproduce implements Method<Reproduce.Params> {
  public record Params(
      @Param(label = "ETTh1", help = "ETTh1 as well as ETTh2", value = "false") boolean etth1,
      @Param(
              label = "Calendar",
              help =
                  "Calendar features. The released code pairs them with other samples, so that the"
                      + " published figures are in effect without",
              value = "false",
              advanced = true)
          boolean calendar,
      @Param(
              label = "Rows to forecast",
              help = "Rows to forecast",
              symbol = "H",
              unit = "rows",
              value = "96")
          @Min(1)
          @Max(720)
          int horizon,
      @Param(label = "Mixing blocks", help = "Mixing blocks", value = "1") @Min(1) @Max(8)
          int blocks,
      @Param(label = "Training", help = "Training") Plan training,
      @Param(
              label = "Seeds of each ablation",
              help = "Seeds of each ablation (T5); 0: leave it out",
              value = "0")
          @Min(0)
          @Max(10)
          int seeds,
      @Param(label = "Cost", help = "Time forward passes over the lookback (T6)", value = "false")
          boolean cost) {}

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
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    Design design = Design.ofPaper(Benchmark.LOOKBACK, p.horizon, p.blocks);
    new Cost(design, 7).require();
    List<Benchmark> sets = new ArrayList<>();
    for (String set : p.etth1 ? List.of("etth1", "etth2") : List.of("etth2")) {
      sets.add(Benchmark.read(in, set, design, p.calendar));
    }
    double end = p.seeds > 0 || p.cost ? 0.7 : 0.95;
    double identity = 0;
    double worst = 0;
    List<String> verdicts = new ArrayList<>();
    try (Session session = Session.open()) {
      for (Benchmark set : sets) {
        Part part = Part.of(run, 0, end, "").step(sets.indexOf(set), sets.size(), set.name());
        Benchmark.Comparison found = set.compare(session, p.training, run.random(), part);
        found.trial().show(out, set.name() + ": test error of all models");
        Race race = found.trial().race();
        verdicts.add(race.sentence());
        found
            .trial()
            .metrics()
            .forEach((name, value) -> out.metric(name + "_" + set.name(), value));
        double mse = race.value("TimeMixer");
        double naive = mse / race.value("the seasonal naive");
        out.metric("gain_" + set.name(), 1 - naive)
            .metric("versus_linear_" + set.name(), mse / race.value("the linear map") - 1);
        worst = Math.max(worst, Math.max(naive, mse / race.value("the last value")));
        identity = Math.max(identity, found.identity());
      }
      out.metric("worst_naive_ratio", worst).metric("fmm_identity", identity);
      if (p.seeds > 0) {
        new Ablation(sets.getLast(), p.seeds).run(session, out, Part.of(run, 0.7, 0.9, "ablation"));
      }
    }
    if (p.cost) {
      new CostStudy(p.horizon).run(out, run);
    }
    out.table(
        "Published by the paper: MSE averaged over H = 96, 192, 336, 720 at L = 96", published());
    return out.answer(String.join(" ", verdicts));
  }

  private static Frame published() {
    return Frame.of("model", "ETTh1", "ETTh2")
        .row("TimeMixer", 0.447, 0.364)
        .row("PatchTST", 0.516, 0.391)
        .row("TimesNet", 0.495, 0.414)
        .row("DLinear", 0.461, 0.563);
  }
}

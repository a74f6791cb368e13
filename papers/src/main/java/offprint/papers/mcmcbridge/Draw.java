package offprint.papers.mcmcbridge;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.Arrays;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.ModelFile;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Draws points with a score that an earlier run learnt. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Draw implements Method<Draw.Params> {
  /** Parameters. */
  public record Params(
      @Param(help = "Model of generate", value = "example:moons-model", accepts = Kind.MODEL)
          Source model,
      @Param(help = "Points to draw", value = "1000") @Min(1) @Max(1_000_000) int count) {}

  @Override
  public Card card() {
    return new Card("draw", "Draws as many points as wanted with a score that generate learnt.");
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    return Session.onOneThread(() -> draw(p, run));
  }

  private static Report draw(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    ModelFile file = new Inputs(out).model("model", p.model, LearntScore.METHOD);
    LearntScore learnt = file.header(LearntScore.class);
    try (Session session = Session.open()) {
      ScoreNetwork network = learnt.network(session, file, run.random());
      AnnealedLangevin langevin = learnt.langevin();
      Part.Counter beat =
          Part.of(run, 0, 1, "").counter((double) langevin.levels() * langevin.steps(), "drawing");
      Cloud drawn =
          learnt.cloud(
              langevin.draw(network, p.count, learnt.columns().size(), run.random(), beat));
      Frame summary =
          Frame.of("column", "mean drawn", "mean learnt from", "sd drawn", "sd learnt from");
      for (int i = 0; i < drawn.dimension(); i++) {
        double[] values = drawn.column(i);
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> Math.pow(v - mean, 2)).sum();
        double sd = Math.sqrt(squares / values.length);
        summary.row(drawn.columns().get(i), mean, learnt.mean()[i], sd, learnt.deviation()[i]);
        String key = drawn.columns().get(i).replaceAll("[^A-Za-z0-9_]+", "_");
        out.metric("mean_" + key, mean).metric("sd_" + key, sd);
      }
      if (drawn.dimension() > 1) {
        out.chart(
            Plot.of("Points drawn")
                .x(drawn.columns().get(0))
                .y(drawn.columns().get(1))
                .points("drawn", Pictures.some(drawn.column(0)), Pictures.some(drawn.column(1)))
                .chart());
      }
      out.table("Drawn beside what was learnt from", summary).csv("generated.csv", drawn.frame());
      return out.answer(
          "%s of %s drawn; they lie in generated.csv."
              .formatted(Wording.count(p.count, "point"), Wording.list(drawn.columns(), 5)));
    }
  }
}

package offprint.papers.mcmcbridge;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Race;
import offprint.harness.Wording;
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

/** Learns the score of points and draws more of them by annealed Langevin steps. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Generate implements Method<Generate.Params> {
  /** Where the score comes from. */
  enum Choice {
    NETWORK,
    EMPIRICAL
  }

  /** Parameters. */
  public record Params(
      @Param(
              label = "Points",
              help = "Table whose columns of numbers are coordinates",
              value = "example:two-moons",
              accepts = Kind.TABLE)
          Source points,
      @Param(help = "Points to draw", value = "500") @Min(1) @Max(100_000) int count,
      @Param(label = "Training", help = "Steps of 256 points", value = "1000")
          @Min(1)
          @Max(1_000_000)
          int iterations,
      @Param(label = "Hidden width", help = "Of the three layers", value = "128", advanced = true)
          @Min(1)
          @Max(1024)
          int hidden,
      @Param(label = "Hold-out", help = "Share of the points that judges", value = "0.2")
          @DecimalMin("0.01")
          @DecimalMax("0.9")
          double holdout,
      @Param(
              help =
                  "network learns it; empirical is exact for the blurred points and gives them"
                      + " back",
              value = "network")
          Choice score,
      @Param(label = "Noise", help = "How points are drawn") Noise noise) {}

  /** Parameters of annealed Langevin. */
  public record Noise(
      @Param(label = "Levels", help = "Noise levels, from much to little", value = "10")
          @Min(1)
          @Max(1000)
          int levels,
      @Param(
              label = "Least noise",
              help = "In deviations of a column",
              symbol = "σ",
              value = "0.05",
              advanced = true)
          @DecimalMin("0.0001")
          @DecimalMax("10")
          double sigmaMin,
      @Param(
              label = "Greatest noise",
              help = "In deviations of a column",
              value = "2",
              advanced = true)
          @DecimalMin("0.0001")
          @DecimalMax("1000")
          double sigmaMax,
      @Param(
              label = "Steps a level",
              help = "Langevin steps at each noise level",
              value = "50",
              advanced = true)
          @Min(1)
          @Max(10_000)
          int steps,
      @Param(
              label = "Step size",
              help = "At the least noise",
              symbol = "ε",
              value = "0.0005",
              advanced = true)
          @DecimalMin("0.0000000001")
          @DecimalMax("1")
          double epsilon) {
    public Noise {
      if (sigmaMin > sigmaMax) {
        throw new IllegalArgumentException(
            "sigmaMin must be at most sigmaMax: got %s and %s".formatted(sigmaMin, sigmaMax));
      }
    }

    AnnealedLangevin langevin() {
      return new AnnealedLangevin(levels, sigmaMax, sigmaMin, steps, epsilon);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "generate",
        "Learns the score of points in a table, draws more by annealed Langevin, and measures how"
            + " far they are from points kept apart.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("full", "iterations=3000"));
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Cloud all = Cloud.of(new Inputs(out).table("points", p.points));
    Cloud[] parts = all.split(p.holdout, run.random());
    return Session.onOneThread(() -> generate(p, all, parts[0], parts[1], out));
  }

  private static Report generate(Params p, Cloud all, Cloud known, Cloud kept, Findings out)
      throws IOException {
    Run run = out.run();
    AnnealedLangevin langevin = p.noise.langevin();
    try (Session session = Session.open()) {
      Score score;
      double loss = Double.NaN;
      if (p.score == Choice.NETWORK) {
        ScoreNetwork network = new ScoreNetwork(session, all.dimension(), p.hidden, run.random());
        loss =
            network.train(
                known.points(),
                p.noise.sigmaMin,
                p.noise.sigmaMax,
                p.iterations,
                run.random(),
                Part.of(run, 0, 0.7, "training"));
        LearntScore learnt =
            new LearntScore(all.columns(), all.mean(), all.deviation(), p.hidden, langevin);
        out.file("model.safetensors", file -> learnt.write(network, file));
        score = network;
      } else {
        score = new EmpiricalScore(known.points(), all.dimension());
      }
      Part.Counter beat =
          Part.of(run, 0.7, 0.98, "").counter(2.0 * p.noise.levels * p.noise.steps, "drawing");
      Cloud drawn = draw(langevin, score, p.count, known, run, beat);
      Cloud alone = draw(langevin.alone(), score, p.count, known, run, beat);
      return report(out, p, known, kept, drawn, alone, loss);
    }
  }

  private static Cloud draw(
      AnnealedLangevin langevin, Score score, int count, Cloud like, Run run, Part.Counter beat) {
    return like.with(langevin.draw(score, count, like.dimension(), run.random(), beat));
  }

  private static Report report(
      Findings out, Params p, Cloud known, Cloud kept, Cloud drawn, Cloud alone, double loss)
      throws IOException {
    int d = known.dimension();
    out.chart(picture(kept, drawn));
    Cloud gaussian = known.gaussian(p.count, out.run().random());
    String own = p.score == Choice.NETWORK ? "the learnt score" : "the empirical score";
    Race race =
        Race.lower("sliced distance")
            .on("Against %s kept apart".formatted(Wording.count(kept.rows(), "point")))
            .baseline("a Gaussian fit", SlicedDistance.of(gaussian.points(), kept.points(), d))
            .baseline("one noise level", SlicedDistance.of(alone.points(), kept.points(), d))
            .own(own, SlicedDistance.of(drawn.points(), kept.points(), d));
    out.race("Sliced Wasserstein distance, in deviations", race);
    double floor = SlicedDistance.of(known.points(), kept.points(), d);
    double near = drawn.nearest(known);
    double usual = kept.nearest(known);
    out.text(
        "The training points themselves are %s away from those kept apart: no method can do much better."
            .formatted(Wording.number(floor)));
    String copying =
        "A drawn point lies %s from its nearest training point, one kept apart %s"
            .formatted(Wording.number(near), Wording.number(usual));
    if (near < usual / 2) {
      out.warning(copying + ": the drawn points copy the training set.");
    } else {
      out.text(copying + ": no sign of copying.");
    }
    out.metric("floor", floor).metric("nearest", near).metric("nearest_kept", usual);
    if (!Double.isNaN(loss)) {
      out.metric("loss_over_dimension", loss / d);
    }
    return out.csv("generated.csv", drawn.frame()).answer(race.sentence());
  }

  /** Two columns, or one against its ranks. */
  static Chart picture(Cloud kept, Cloud drawn) {
    if (kept.dimension() == 1) {
      return Pictures.histogram(drawn.columns().getFirst(), drawn.column(0));
    }
    return Plot.of("Points kept apart and points drawn")
        .x(kept.columns().get(0))
        .y(kept.columns().get(1))
        .points("kept apart", Pictures.some(kept.column(0)), Pictures.some(kept.column(1)))
        .points("drawn", Pictures.some(drawn.column(0)), Pictures.some(drawn.column(1)))
        .chart("Both clouds should have one shape.");
  }
}

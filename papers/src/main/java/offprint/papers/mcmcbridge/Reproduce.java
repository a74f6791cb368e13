package offprint.papers.mcmcbridge;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/** The experiments behind the claims: one chain for light, optimisation and generation. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Reproduce implements Method<Reproduce.Params> {
  /** Parameters; a study of 0 is left out. */
  public record Params(
      @Param(help = "Draws of each chain on four modes; a 25th of those on N(0, 1)", value = "1000")
          @Min(100)
          @Max(20_000)
          int draws,
      @Param(
              label = "Draws in 50 dimensions",
              help = "Of each chain; 0 leaves claim C2 out",
              value = "0")
          @Min(0)
          @Max(20_000)
          int gaussianDraws,
      @Param(label = "Light", help = "How scenes are rendered") Light light,
      @Param(help = "Runs of each search for a minimum; 0 leaves claim C6 out", value = "0")
          @Min(0)
          @Max(1000)
          int searches,
      @Param(
              label = "Regression steps",
              help = "Of stochastic gradient Langevin; 0 leaves claim C7 out",
              value = "0")
          @Min(0)
          @Max(1_000_000)
          int regressionSteps,
      @Param(label = "Training", help = "Steps of the score network", value = "1000")
          @Min(1)
          @Max(100_000)
          int iterations) {}

  /** Parameters of the scenes. */
  public record Light(
      @Param(label = "Seeds", help = "Images of each method", value = "1") @Min(1) @Max(100)
          int seeds,
      @Param(label = "Paths, cornell", help = "A pixel", value = "16") @Min(1) @Max(4096)
          int cornellPaths,
      @Param(label = "Paths, glass", help = "A pixel; 0 leaves it out", value = "0")
          @Min(0)
          @Max(4096)
          int glassPaths,
      @Param(label = "Paths, slit", help = "A pixel; 0 leaves it out", value = "0")
          @Min(0)
          @Max(4096)
          int slitPaths,
      @Param(
              label = "Reference",
              help = "Independent paths a pixel; the slit takes three times as many",
              value = "500")
          @Min(1)
          @Max(100_000)
          int reference) {}

  @Override
  public Card card() {
    return new Card(
        "reproduce",
        "Runs the experiments behind the claims: bias and modes of chains, light through a slit,"
            + " rugged functions, a learnt score.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "full",
            "draws=4000",
            "gaussianDraws=2000",
            "seeds=20",
            "cornellPaths=64",
            "glassPaths=64",
            "slitPaths=256",
            "reference=4000",
            "searches=40",
            "regressionSteps=20000",
            "iterations=3000"));
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Findings out = new Findings(run);
    SamplingStudy sampling = new SamplingStudy(out, run.random(), Part.of(run, 0, 0.15, "chains"));
    sampling.bias(25 * p.draws);
    if (p.gaussianDraws > 0) {
      sampling.gradients(50, p.gaussianDraws);
    }
    String modes = sampling.modes(p.draws);
    String light = light(p, out, run);
    SearchStudy search =
        new SearchStudy(out, run.random(), Part.of(run, 0.7, 0.85, "optimisation"));
    if (p.searches > 0) {
      search.rastrigin(p.searches);
    }
    if (p.regressionSteps > 0) {
      search.regression(p.regressionSteps);
    }
    GenerationStudy generation =
        new GenerationStudy(out, run.random(), Part.of(run, 0.85, 1, "generation"));
    generation.modes();
    String moons = Session.onOneThread(() -> generation.moons(p.iterations));
    return out.answer("%s; %s; %s.".formatted(light, modes, moons));
  }

  private static String light(Params p, Findings out, Run run) throws IOException {
    Frame frame = LightStudy.frame();
    double easy =
        light(p, out, run, 0.15, 0.3).cornell(p.light.cornellPaths, p.light.reference, frame);
    String answer =
        "Metropolis light transport errs %.2f times as much as path tracing where light is easy to find"
            .formatted(easy);
    if (p.light.glassPaths > 0) {
      light(p, out, run, 0.3, 0.4).glass(p.light.glassPaths, p.light.reference, frame);
    }
    if (p.light.slitPaths > 0) {
      double hard =
          light(p, out, run, 0.4, 0.7).slit(p.light.slitPaths, 3 * p.light.reference, frame);
      answer += " and %.2f times as much where it comes through a slit".formatted(hard);
    }
    out.table("C4 and C5: sum |I - R| / sum R at equal paths", frame);
    return answer;
  }

  private static LightStudy light(Params p, Findings out, Run run, double from, double to) {
    return new LightStudy(out, run.random(), Part.of(run, from, to, "light"), p.light.seeds);
  }
}

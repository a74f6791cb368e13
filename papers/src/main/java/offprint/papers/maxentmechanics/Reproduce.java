package offprint.papers.maxentmechanics;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/** The paper's five statements, each as an identity that is computed and must hold. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Reproduce implements Method<Reproduce.Params> {
  public record Params(
      @Param(help = "Jumps of the channel's simulation", unit = "jumps", value = "200000")
          @Min(10_000)
          @Max(100_000_000)
          int jumps,
      @Param(help = "Random chains for each check", value = "40") @Min(1) @Max(100_000) int trials,
      @Param(help = "Steps of the driven chains", symbol = "T", unit = "steps", value = "12")
          @Min(2)
          @Max(200)
          int horizon) {}

  @Override
  public Card card() {
    return new Card(
        "reproduce",
        "Checks the paper's statements: ensembles from averages, labels and counting, information"
            + " loss, levels of information, and fluctuation–dissipation far from equilibrium.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("full", "jumps=1000000", "trials=2000"));
  }

  @Override
  public Report run(Params params, Run run) {
    return new Checks(params, run).report();
  }
}

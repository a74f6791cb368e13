package offprint.papers.perfectreconstruction;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import offprint.harness.Findings;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/** The paper's claims: theorems, so no set may break them; and how far the condition carries. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Reproduce implements Method<Reproduce.Params> {
  public record Params(
      @Param(
              label = "Random triples",
              help = "Random triples of partitions, and random sets of functions",
              unit = "triples",
              value = "2000")
          @Min(100)
          @Max(10_000_000)
          int triples,
      @Param(
              label = "Draws a size",
              help = "Draws for each number of functions in the power study",
              unit = "draws",
              value = "300")
          @Min(10)
          @Max(1_000_000)
          int draws,
      @Param(
              label = "States of X",
              help = "States of X in the power study, equally probable",
              symbol = "m",
              value = "16")
          @Min(2)
          @Max(10_000)
          int states,
      @Param(
              label = "Values a function",
              help = "Values of each random function",
              symbol = "k",
              value = "2")
          @Min(2)
          @Max(1_000)
          int classes,
      @Param(
              label = "Most functions",
              help = "Most functions in the power study",
              symbol = "n",
              value = "10")
          @Min(1)
          @Max(64)
          int functions) {}

  @Override
  public Card card() {
    return new Card(
        "reproduce",
        "Test the theorems on random partitions and the worked problems, and measure how often the"
            + " condition decides.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK, Preset.of("full", "triples=200000", "draws=10000", "functions=16"));
  }

  @Override
  public Report run(Params params, Run run) {
    Findings out = new Findings(run);
    RandomLattice random = new RandomLattice(run.random());
    new LatticeExperiment(params.triples, random).run(out);
    ConditionExperiment condition = new ConditionExperiment(params, random, out);
    int[] found = condition.necessity();
    ProblemExperiment.run(out);
    condition.power();
    out.text(
        "The theorem's statement could not be read in the source; it is derived in paper.md. The"
            + " power study is ours: the paper has no figure to compare.");
    return out.answer(
        found[1] == 0
            ? "The necessary condition held in all %,d sets that reconstruct X; no counterexample was found."
                .formatted(found[0])
            : "The necessary condition was broken by %,d sets that reconstruct X."
                .formatted(found[1]));
  }
}

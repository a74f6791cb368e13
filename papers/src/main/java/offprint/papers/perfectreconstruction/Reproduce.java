package offprint.papers.perfectreconstruction;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.method.Card;
import offprint.method.Claim;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** The paper's claims: theorems, so no set may break them; and how far the condition carries. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Reproduce implements Method<Reproduce.Params> {
  private static final String SCALE =
      "the paper states theorems and no figures; we look for a counterexample";

  public record Params(
      @Param(help = "Random triples of partitions, and random sets of functions", unit = "triples")
          @Min(100)
          @Max(10_000_000)
          int triples,
      @Param(help = "Draws for each number of functions in the power study", unit = "draws")
          @Min(10)
          @Max(1_000_000)
          int draws,
      @Param(help = "States of X in the power study, equally probable", symbol = "m")
          @Min(2)
          @Max(10_000)
          int states,
      @Param(help = "Values of each random function", symbol = "k") @Min(2) @Max(1_000) int classes,
      @Param(help = "Most functions in the power study", symbol = "n") @Min(1) @Max(64)
          int functions) {}

  @Override
  public Card card() {
    return PerfectReconstruction.card(
        "reproduce",
        "Test the theorems on random partitions and the worked problems, and measure how often the"
            + " condition decides.");
  }

  @Override
  public List<Preset<Params>> presets() {
    return List.of(
        new Preset<>("quick", new Params(2_000, 300, 16, 2, 10)),
        new Preset<>("full", new Params(200_000, 10_000, 16, 2, 16)));
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        atMost(
            "C1",
            "Shannon and Rajski distance obey the triangle inequality",
            "section 3",
            "triangle_violation",
            1e-12),
        atMost(
            "C1-segment",
            "the join of A and B lies on the segment AB",
            "section 3",
            "alignment_error",
            1e-14),
        atMost(
            "C1-meet",
            "the meet lies on it only if I(A;B) = H(A ^ B); the gap is twice the" + " difference",
            "section 3",
            "gap_error",
            1e-14),
        atMost(
            "C2-common",
            "algorithm 1 finds the common information",
            "section 2.3",
            "meet_failures",
            0),
        atMost(
            "C2-complement",
            "algorithm 2 finds complementary information",
            "section 2.5",
            "complement_failures",
            0),
        atMost(
            "C3",
            "sum of d(X, X_i) <= n - 1 for every set that reconstructs X",
            "abstract",
            "condition_violations",
            0),
        atMost(
            "C4",
            "for independent components the condition holds with equality",
            "abstract",
            "independent_slack",
            1e-12),
        atMost("C4-sufficient", "and they reconstruct X", "abstract", "independent_failures", 0),
        atMost(
            "C5",
            "the five problems reconstruct exactly where they should",
            "abstract",
            "problems_wrong",
            0),
        atMost(
            "C5-tight",
            "the condition is tight where the components are independent",
            "abstract",
            "problems_tight_slack",
            1e-12));
  }

  private static Claim atMost(
      String id, String statement, String where, String metric, double high) {
    return new Claim(id, statement, where, "", "quick", metric, 0, high, SCALE);
  }

  @Override
  public Report run(Params params, Run run) {
    RandomLattice random = new RandomLattice(run.random());
    Map<String, Double> metrics = new LinkedHashMap<>();
    Table lattice = new LatticeExperiment(params.triples, random).run(run, metrics);
    ConditionExperiment condition = new ConditionExperiment(params, random, run);
    Table necessity = condition.necessity(metrics);
    Table problems = ProblemExperiment.run(run, metrics);
    ConditionExperiment.Power power = condition.power(metrics);
    return new Report(
        List.of(
            power.chart(),
            lattice,
            necessity,
            problems,
            power.table(),
            Note.text(
                "The theorem's statement could not be read in the source; it is derived in"
                    + " paper.md. The power study is ours: the paper has no figure to compare.")),
        metrics);
  }
}

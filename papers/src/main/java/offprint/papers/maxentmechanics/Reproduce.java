package offprint.papers.maxentmechanics;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import offprint.method.Card;
import offprint.method.Claim;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/** The paper's five statements, each as an identity that is computed and must hold. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Reproduce implements Method<Reproduce.Params> {
  private static final String SCALE =
      "the abstract's statement as an identity on our own examples; the paper's body was not read";

  public record Params(
      @Param(help = "Jumps of the channel's simulation", unit = "jumps")
          @Min(10_000)
          @Max(100_000_000)
          int jumps,
      @Param(help = "Random chains for each check") @Min(1) @Max(100_000) int trials,
      @Param(help = "Steps of the driven chains", symbol = "T", unit = "steps") @Min(2) @Max(200)
          int horizon) {}

  @Override
  public Card card() {
    return Citation.card(
        "reproduce",
        "Checks the paper's statements: ensembles from averages, labels and counting, information"
            + " loss, levels of information, and fluctuation–dissipation far from equilibrium.");
  }

  @Override
  public List<Preset<Params>> presets() {
    return List.of(
        new Preset<>("quick", new Params(200_000, 40, 12)),
        new Preset<>("full", new Params(1_000_000, 2_000, 12)));
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        most("C1", "standard ensembles follow from averages alone", "c1_largest_error", 1e-10),
        most(
            "C2-unlabelled",
            "without labels the entropy of joined volumes is extensive up to ln N",
            "c2_unlabelled_excess_less_log_n",
            0),
        most(
            "C2-labelled",
            "with labels the excess is 2 N ln 2: the Gibbs paradox",
            "c2_labelled_error",
            1e-9),
        Claim.atLeast(
            "C3-sign",
            "information loss per step is never negative",
            "abstract",
            "",
            "full",
            "c3_least_loss",
            -1e-14,
            SCALE),
        most("C3-reversible", "it vanishes for reversible chains", "c3_reversible_loss", 1e-14),
        most(
            "C3-production",
            "it is the entropy production: affinity x current of the channel",
            "c3_affinity_error",
            1e-10),
        most(
            "C3-simulation",
            "simulated current and production agree, in standard errors",
            "c3_simulation_z",
            3),
        most("C4-monotone", "entropy falls with each level of information", "c4_largest_rise", 0),
        most("C4-pythagoras", "losses of the levels add up", "c4_pythagoras", 1e-12),
        new Claim(
            "C4-sites",
            "site occupancies alone leave about 0.045 nats",
            "abstract",
            "",
            "full",
            "c4_sites_loss",
            0.045,
            0.0455,
            SCALE),
        most("C4-pairs", "neighbouring pairs leave less than 0.0003 nats", "c4_pairs_loss", 3e-4),
        most(
            "C5-response",
            "response is minus covariance at forces up to 5, in both forms",
            "c5_largest_sum",
            1e-9),
        most("C5-reversal", "no current at the Nernst potential", "c5_current_at_reversal", 1e-12),
        most(
            "C5-symmetry",
            "fluctuations of the current have the Gallavotti–Cohen symmetry",
            "c5_symmetry",
            1e-10));
  }

  private static Claim most(String id, String statement, String metric, double high) {
    return Claim.atMost(id, statement, "abstract", "", "full", metric, high, SCALE);
  }

  @Override
  public Report run(Params params, Run run) {
    return new Checks(params, run).report();
  }
}

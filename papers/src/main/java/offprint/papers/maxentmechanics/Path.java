package offprint.papers.maxentmechanics;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/**
 * Maximum caliber: from sequences of states to the chain that has given mean fluxes and is
 * otherwise nearest to a reference; how irreversible the dynamics is; how fluxes answer to forces.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Path implements Method<Path.Params> {
  /** The chain that is nearest when nothing is known. */
  public enum Reference {
    /** Equal weights of the moves that occur. */
    UNIFORM,
    /** The transition frequencies of the data. */
    EMPIRICAL
  }

  public record Params(
      @Param(
              help = "Sequences of states, one state a row",
              value = "example:ion-channel-jumps",
              accepts = {Kind.SEQUENCES, Kind.TABLE})
          Source data,
      @Param(help = "Column of the states; empty: the first", value = "state", columnOf = "data")
          String column,
      @Param(
              help = "Column whose change starts a new sequence; empty: one sequence",
              columnOf = "data")
          String sequence,
      @Param(
              help = "Observables of a step, each 'name: from>to=value+…', * for any state",
              symbol = "J",
              value =
                  "right exits:"
                      + " s001>s000=1+s101>s100=1+s011>s010=1+s111>s110=1+s000>s001=-1+s100>s101=-1+s010>s011=-1+s110>s111=-1,site"
                      + " 1: *>s100=1+*>s110=1+*>s101=1+*>s111=1,site 2:"
                      + " *>s010=1+*>s110=1+*>s011=1+*>s111=1,site 3:"
                      + " *>s001=1+*>s011=1+*>s101=1+*>s111=1")
          @Size(min = 1, max = 40)
          List<String> fluxes,
      @Param(help = "Mean of each flux per step; empty: measured", symbol = "m") @Size(max = 40)
          List<Double> targets,
      @Param(help = "Chain to stay near to", value = "uniform") Reference reference,
      @Param(
              help = "Added to the count of every move that occurs or whose reverse occurs",
              value = "0.5")
          @DecimalMin("0")
          @DecimalMax("1e6")
          double smoothing,
      @Param(help = "Steps of the driven transient", symbol = "T", unit = "steps", value = "24")
          @Min(1)
          @Max(500)
          int horizon,
      @Param(
              help = "Force on the first flux at each step of the transient, repeated",
              symbol = "λ_t",
              value = "2,2,2,-1,0,0")
          @Size(min = 1, max = 500)
          List<Double> drive,
      @Param(help = "Largest miss of a target, in standard deviations", value = "1e-12")
          @DecimalMin("1e-15")
          @DecimalMax("1e-3")
          double tol,
      @Param(help = "Most Newton steps", unit = "steps", value = "200") @Min(1) @Max(10_000)
          int maxIter) {
    public Params {
      if (!targets.isEmpty() && targets.size() != fluxes.size()) {
        throw new IllegalArgumentException(
            "targets must be none or one a flux: got %d for %d"
                .formatted(targets.size(), fluxes.size()));
      }
      for (double target : targets) {
        if (!Double.isFinite(target)) {
          throw new IllegalArgumentException("targets must be finite: got " + target);
        }
      }
      for (double force : drive) {
        if (!(Math.abs(force) <= 100)) {
          throw new IllegalArgumentException("drive must be in [-100, 100]: got " + force);
        }
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "path",
        "From sequences of states and mean fluxes to the maximum-caliber chain, its"
            + " irreversibility, and the response of fluxes to forces however far from"
            + " equilibrium.");
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    return new PathFit(params, run).report();
  }
}

package offprint.papers.maxentmechanics;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
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
      @Param(
              label = "Simulated jumps",
              help = "Jumps of the channel's simulation",
              unit = "jumps",
              value = "200000")
          @Min(10_000)
          @Max(100_000_000)
          int jumps,
      @Param(label = "Random chains", help = "Random chains for each check", value = "40")
          @Min(1)
          @Max(100_000)
          int trials,
      @Param(
              label = "Steps of driven chains",
              help = "Steps of the driven chains",
              symbol = "T",
              unit = "steps",
              value = "12")
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
  public Report run(Params p, Run run) {
    Findings out = new Findings(run);
    Part part = Part.of(run, 0, 1, "");
    Checks checks = new Checks(out, part);
    part.progress(0, "levels of information");
    Ladder ladder = ChannelLevels.bySets(Checks.channel(0), part::repeat);
    checks.ensembles();
    Frame paradox = checks.labels();
    checks.information(p.trials);
    checks.levels(ladder);
    Frame responses = checks.response(p);
    checks.symmetry();
    checks.simulation(p.jumps);
    out.chart(ladder.chart("the channel's steady state at V = 0"));
    out.chart(
        Plot.of("Response against minus covariance, forces up to 5")
            .x("minus covariance")
            .y("response")
            .points(responses, "minus_covariance", "response", "form")
            .chart("Five random driven chains, both forms: every point lies on the diagonal."));
    out.chart(
        Plot.of("Entropy gained by joining two equal volumes")
            .logX("particles N")
            .y("S(2N, 2V) - 2 S(N, V), nats per particle")
            .lines(paradox, "particles", "nats", "labels")
            .chart("Only the count without labels is extensive."));
    out.table("Checks", checks.rows(), "claim=statement", "quantity", "value");
    out.table(ladder.table(0));
    checks.solvers();
    out.assumed(
        "The paper's abstract gives no numbers; each statement is checked as an identity on a"
            + " three-site ion channel and on random chains.");
    return out.answer(
        "%s checked as identities. Site occupancies of the channel leave %s nats unknown, neighbouring pairs %s; the channel produces %s nats of entropy per unit of time; response and covariance differ by %s at most."
            .formatted(
                Wording.count(checks.rows().rows(), "quantity", "quantities"),
                Wording.number(ladder.levels().get(1).lossNats()),
                Wording.number(ladder.levels().get(2).lossNats()),
                Wording.number(Checks.channel(0).entropyProductionNats()),
                Wording.number(checks.largestSum())));
  }
}

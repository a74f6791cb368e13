package offprint.papers.maxentmechanics;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/**
 * A single-file ion channel: current, entropy production and information levels of its steady
 * state.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Channel implements Method<Channel.Params> {
  private static final double TOO_FAR_TO_TILT = 40;

  public record Params(
      @Param(
              label = "Channel file",
              help =
                  "JSON file with energies, couplings, distances, voltages … in place of those"
                      + " below; empty: none",
              accepts = Kind.OTHER)
          Source channel,
      @Param(label = "Channel", help = "The channel, its baths and the voltages") Pore pore,
      @Param(
              label = "Simulated jumps",
              help = "Jumps of the simulation at the last voltage; 0: none",
              unit = "jumps",
              value = "100000")
          @Min(0)
          @Max(100_000_000)
          int jumps) {}

  @Override
  public Card card() {
    return new Card(
        "channel",
        "A single-file ion channel between two baths: current, entropy production and noise against"
            + " voltage, and what each level of information says of its steady state.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "millivolt",
            "voltages=-150,-145,-140,-135,-130,-125,-120,-115,-110,-105,-100,-95,-90,-85,-80,-75,-70,-65,-60,-55,-50,-45,-40,-35,-30,-25,-20,-15,-10,-5,0,5,10,15,20,25,30,35,40,45,50,55,60,65,70,75,80,85,90,95,100",
            "unit=millivolt",
            "temperature=310.15",
            "jumps=1000000"));
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    Findings out = new Findings(run);
    Part part = Part.of(run, 0, 1, "");
    Pore pore = p.channel.isEmpty() ? p.pore : read(p, out);
    int n = pore.voltages().size();
    double identity = 0;
    Frame states = Frame.of("voltage", "current", "production", "affinity", "variance", "fano");
    for (int v = 0; v < n; v++) {
      part.progress(0.5 * v / n, "steady state at voltage " + (v + 1));
      IonChannel channel = pore.at(pore.voltages().get(v));
      double current = channel.current();
      double production = channel.entropyProductionNats();
      double expected = current * channel.affinity();
      identity = Math.max(identity, Math.abs(production - expected) / Math.max(1e-3, expected));
      double variance = channel.currentVariance();
      double fano = Math.abs(current) > 1e-12 ? variance / Math.abs(current) : Double.NaN;
      states.row(pore.voltages().get(v), current, production, channel.affinity(), variance, fano);
    }
    IonChannel last = pore.at(pore.voltages().getLast());
    part.progress(0.6, "levels of information");
    Ladder ladder = ChannelLevels.bySets(last, part::repeat);
    Ladder.Level ions = ChannelLevels.byNumber(last, part::repeat).top();
    Ladder.Level sites = ladder.levels().get(1);
    String unit = pore.unit().symbol();
    out.chart(curve("Current", "net ions out per unit of time", "current", states, pore));
    out.chart(curve("Entropy production", "nats per unit of time", "production", states, pore));
    out.chart(ladder.chart("the steady state at the last voltage"));
    symmetry(last, part, out);
    out.table(ladder.table(0));
    out.table(
        "Two models of one body",
        Frame.of("known", "H (nats)", "KL(p*‖p) (nats)")
            .row("mean number of ions", ions.entropyNats(), ions.lossNats())
            .row("site occupancies (independent sites)", sites.entropyNats(), sites.lossNats()));
    if (p.jumps > 0) {
      simulation(p, last, Part.of(run, 0.7, 0.95, ""), out);
    }
    out.table(
        "Steady states",
        states,
        "voltage=voltage (%s)".formatted(unit),
        "current",
        "production=entropy production",
        "affinity=affinity (kT)",
        "variance=variance rate",
        "fano=Fano factor");
    Frame occupancies = Frame.of("state", "probability");
    for (int s = 0; s < last.states(); s++) {
      occupancies.row(last.name(s), last.law()[s]);
    }
    out.csv("curve.csv", states).csv("states.csv", occupancies);
    double current = last.current();
    double production = last.entropyProductionNats();
    out.metric("current", current)
        .metric("entropy_production_nats", production)
        .metric("current_variance", last.currentVariance())
        .metric("reversal", pore.reversal())
        .metric("current_at_reversal", pore.at(pore.reversal()).current())
        .metric("affinity_identity", identity)
        .metric("pythagoras", ladder.largestPythagoras());
    return out.answer(
        "At %s %s a net %s ions leave per unit of time, which costs %s nats of entropy; the current reverses at %s %s. "
                .formatted(
                    Wording.number(pore.voltages().getLast()),
                    unit,
                    Wording.number(current),
                    Wording.number(production),
                    Wording.number(pore.reversal()),
                    unit)
            + "Independent sites miss %s nats of the steady state, pairs of neighbours %s."
                .formatted(
                    Wording.number(sites.lossNats()),
                    Wording.number(
                        ladder.levels().get(Math.min(2, ladder.levels().size() - 1)).lossNats())));
  }

  private static Pore read(Params p, Findings out) throws IOException {
    return new Inputs(out).text("channel", p.channel, text -> ChannelFile.read(text, p.pore));
  }

  private static Chart curve(String title, String y, String column, Frame states, Pore pore) {
    return Plot.of(title + " against voltage")
        .x("voltage (%s)".formatted(pore.unit().symbol()))
        .y(y)
        .line(title.toLowerCase(Locale.ROOT), states.numbers("voltage"), states.numbers(column))
        .points("Nernst potential", new double[] {pore.reversal()}, new double[] {0})
        .chart("It vanishes at the Nernst potential and nowhere else.");
  }

  private static void simulation(Params p, IonChannel channel, Part part, Findings out) {
    JumpProcess jumps = new JumpProcess(channel, p.jumps, part.random(), part);
    Frame rows = Frame.of("quantity", "exact", "simulated", "± se");
    row("current", channel.current(), jumps.current(), rows);
    row(
        "entropy production (nats)",
        channel.entropyProductionNats(),
        jumps.entropyProductionNats(),
        rows);
    row("variance rate", channel.currentVariance(), jumps.currentVariance(), rows);
    out.table("Simulation of %,d jumps at the last voltage".formatted(p.jumps), rows);
  }

  private static void row(
      String quantity, double exact, JumpProcess.Estimate simulated, Frame rows) {
    rows.row(quantity, exact, simulated.value(), simulated.error());
  }

  /** SCGF(k) = SCGF(-A - k), where rates are not too far apart to be tilted. */
  private static void symmetry(IonChannel channel, Part part, Findings out) {
    double a = channel.affinity();
    if (Math.abs(a) > TOO_FAR_TO_TILT) {
      return;
    }
    int points = channel.states() > 64 ? 9 : 25;
    double[] k = new double[points];
    double[] value = new double[points];
    double[] mirrored = new double[points];
    double worst = 0;
    for (int i = 0; i < points; i++) {
      k[i] = -a / 2 + (Math.abs(a) / 2 + 0.5) * (2.0 * i / (points - 1) - 1);
      part.progress(0.68 + 0.02 * i / points, "cumulant generating function");
      value[i] = channel.cumulantGenerator(k[i]);
      mirrored[i] = channel.cumulantGenerator(-a - k[i]);
      worst = Math.max(worst, Math.abs(value[i] - mirrored[i]));
    }
    out.metric("fluctuation_symmetry", worst);
    out.chart(
        Plot.of("Fluctuations of the current: ln E exp(k N) per unit of time")
            .x("k")
            .y("scaled cumulant generating function")
            .line("at k", k, value)
            .points("at -A - k", k, mirrored)
            .chart(
                "Its mirror symmetry about -A/2 is the fluctuation theorem; slope at 0 is the"
                    + " current."));
  }
}

package offprint.papers.maxentmechanics;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.table.TableWriter;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/**
 * A single-file ion channel: current, entropy production and information levels of its steady
 * state.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Channel implements Method<Channel.Params> {
  /** k / e in mV per kelvin. */
  private static final double MILLIVOLT_PER_KELVIN = 1.380649e-23 / 1.602176634e-19 * 1e3;

  private static final double TOLERANCE = 1e-13;
  private static final int MOST_STEPS = 300;

  /** Unit of voltages. */
  public enum Unit {
    /** kT / e. */
    KT,
    /** Millivolts; the temperature says how many make one kT / e. */
    MILLIVOLT
  }

  public record Params(
      @Param(
              help =
                  "JSON file with energies, couplings, distances, voltages … in place of those"
                      + " below; empty: none",
              accepts = Kind.OTHER)
          Source channel,
      @Param(
              help = "Energy of an ion at each site, innermost first",
              symbol = "E",
              unit = "kT",
              value = "-2,-3,-2")
          @Size(min = 1, max = IonChannel.MOST_SITES)
          List<Double> energies,
      @Param(
              help = "Energy of a pair at neighbouring sites",
              symbol = "U",
              unit = "kT",
              value = "2,2")
          @Size(max = IonChannel.MOST_SITES)
          List<Double> couplings,
      @Param(
              help = "Electrical distance of each site from the inside, 0 to 1",
              symbol = "d",
              value = "0.2,0.5,0.8")
          @Size(min = 1, max = IonChannel.MOST_SITES)
          List<Double> distances,
      @Param(help = "Rate of an unhindered hop", symbol = "k0", value = "1")
          @DecimalMin("1e-12")
          @DecimalMax("1e12")
          double rate,
      @Param(help = "Activity of the inner bath", symbol = "a_in", value = "0.075")
          @DecimalMin("1e-12")
          @DecimalMax("1e6")
          double activityIn,
      @Param(help = "Activity of the outer bath", symbol = "a_out", value = "0.0025")
          @DecimalMin("1e-12")
          @DecimalMax("1e6")
          double activityOut,
      @Param(
              help = "Voltages, inside minus outside",
              symbol = "V",
              value =
                  "-6,-5.75,-5.5,-5.25,-5,-4.75,-4.5,-4.25,-4,-3.75,-3.5,-3.25,-3,-2.75,-2.5,-2.25,-2,-1.75,-1.5,-1.25,-1,-0.75,-0.5,-0.25,0,0.25,0.5,0.75,1,1.25,1.5,1.75,2,2.25,2.5,2.75,3,3.25,3.5,3.75,4")
          @Size(min = 1, max = 200)
          List<Double> voltages,
      @Param(help = "Unit of the voltages", value = "kt") Unit unit,
      @Param(help = "Temperature, needed for millivolts; 0: not given", unit = "K", value = "0")
          @DecimalMin("0")
          @DecimalMax("2000")
          double temperature,
      @Param(
              help = "Jumps of the simulation at the last voltage; 0: none",
              unit = "jumps",
              value = "100000")
          @Min(0)
          @Max(100_000_000)
          int jumps) {
    public Params {
      if (couplings.size() != energies.size() - 1) {
        throw new IllegalArgumentException(
            "couplings must be one fewer than energies: got %d and %d"
                .formatted(couplings.size(), energies.size()));
      }
      if (distances.size() != energies.size()) {
        throw new IllegalArgumentException(
            "distances must be as many as energies: got %d and %d"
                .formatted(distances.size(), energies.size()));
      }
      for (double d : distances) {
        if (!(d >= 0 && d <= 1)) {
          throw new IllegalArgumentException("distances must be in [0, 1]: got " + d);
        }
      }
      requireFinite("energies", energies);
      requireFinite("couplings", couplings);
      requireFinite("voltages", voltages);
      if (unit == Unit.MILLIVOLT && temperature == 0) {
        throw new IllegalArgumentException(
            "temperature must be above 0 for voltages in the unit millivolt: got 0");
      }
    }

    private static void requireFinite(String name, List<Double> values) {
      for (double value : values) {
        if (!(Math.abs(value) <= 1e6)) {
          throw new IllegalArgumentException(
              "%s must be in [-1e6, 1e6]: got %s".formatted(name, value));
        }
      }
    }

    /** kT / e in the unit of the voltages. */
    double thermalVoltage() {
      return unit == Unit.KT ? 1 : MILLIVOLT_PER_KELVIN * temperature;
    }

    IonChannel at(double voltage) {
      return new IonChannel(
          array(energies),
          array(couplings),
          array(distances),
          rate,
          activityIn,
          activityOut,
          voltage / thermalVoltage());
    }

    private static double[] array(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

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
  public Report run(Params given, Run run) throws IOException {
    Params params = given.channel.isEmpty() ? given : ChannelFile.read(run, given);
    int n = params.voltages.size();
    double[] voltage = new double[n];
    double[] current = new double[n];
    double[] production = new double[n];
    double[] variance = new double[n];
    double identity = 0;
    List<List<Object>> rows = new ArrayList<>();
    for (int v = 0; v < n; v++) {
      run.progress(0.5 * v / n, "steady state at voltage " + (v + 1));
      voltage[v] = params.voltages.get(v);
      IonChannel channel = params.at(voltage[v]);
      current[v] = channel.current();
      production[v] = channel.entropyProductionNats();
      variance[v] = channel.currentVariance();
      double expected = current[v] * channel.affinity();
      identity = Math.max(identity, Math.abs(production[v] - expected) / Math.max(1e-3, expected));
      rows.add(
          List.of(
              voltage[v],
              current[v],
              production[v],
              channel.affinity(),
              variance[v],
              Math.abs(current[v]) > 1e-12 ? variance[v] / Math.abs(current[v]) : Double.NaN));
    }
    double reversal =
        StrictMath.log(params.activityOut / params.activityIn) * params.thermalVoltage();
    IonChannel last = params.at(voltage[n - 1]);
    Ladder ladder =
        ChannelLevels.bySets(
            last, TOLERANCE, MOST_STEPS, i -> run.progress(0.6, "level, Newton step " + i));
    Ladder number =
        ChannelLevels.byNumber(
            last, TOLERANCE, MOST_STEPS, i -> run.progress(0.65, "level, Newton step " + i));
    Map<String, Double> metrics = new LinkedHashMap<>();
    String label = params.unit == Unit.KT ? "voltage (kT/e)" : "voltage (mV)";
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(
        curve("Current", "net ions out per unit of time", label, voltage, current, reversal));
    blocks.add(
        curve("Entropy production", "nats per unit of time", label, voltage, production, reversal));
    blocks.add(LadderBlocks.chart(ladder, "the steady state at the last voltage"));
    blocks.addAll(symmetry(last, metrics, run));
    blocks.add(LadderBlocks.table(ladder, 0));
    blocks.add(comparison(ladder, number));
    if (params.jumps > 0) {
      blocks.add(simulation(params, last, run));
    }
    blocks.add(
        new Table(
            "Steady states",
            List.of(
                label,
                "current",
                "entropy production",
                "affinity (kT)",
                "variance rate",
                "Fano factor"),
            rows));
    blocks.add(
        Note.text(
            "Nothing flows at the Nernst potential %.6g; entropy production is current x affinity, within %.1e."
                .formatted(reversal, identity)));
    metrics.put("current", current[n - 1]);
    metrics.put("entropy_production_nats", production[n - 1]);
    metrics.put("current_variance", variance[n - 1]);
    metrics.put("reversal", reversal);
    metrics.put("current_at_reversal", params.at(reversal).current());
    metrics.put("affinity_identity", identity);
    metrics.put("pythagoras", ladder.largestPythagoras());
    write(last, rows, run);
    return new Report(
        "At %s %s net ions leave per unit of time, at the cost of %s nats of entropy; the current reverses at %s."
            .formatted(
                Wording.number(voltage[n - 1]) + (params.unit == Unit.KT ? " kT/e" : " mV"),
                Wording.number(current[n - 1]),
                Wording.number(production[n - 1]),
                Wording.number(reversal)),
        blocks,
        metrics);
  }

  private static Chart curve(
      String title, String y, String label, double[] voltage, double[] value, double reversal) {
    return new Chart(
        title + " against voltage",
        Chart.Axis.linear(label),
        Chart.Axis.linear(y),
        List.of(
            Chart.Series.line(title.toLowerCase(java.util.Locale.ROOT), voltage, value),
            Chart.Series.points("Nernst potential", new double[] {reversal}, new double[] {0})),
        "It vanishes at the Nernst potential and nowhere else.");
  }

  /** The maximum-entropy models of little information beside one another. */
  private static Table comparison(Ladder ladder, Ladder number) {
    Ladder.Level ions = number.top();
    Ladder.Level sites = ladder.levels().get(1);
    return new Table(
        "Two models of one body",
        List.of("known", "H (nats)", "KL(p*‖p) (nats)"),
        List.of(
            List.of("mean number of ions", ions.entropyNats(), ions.lossNats()),
            List.of(
                "site occupancies (independent sites)", sites.entropyNats(), sites.lossNats())));
  }

  private static Table simulation(Params params, IonChannel channel, Run run) {
    JumpProcess jumps =
        new JumpProcess(
            channel,
            params.jumps,
            run.random(),
            done -> run.progress(Math.min(0.95, 0.7 + 0.25 * done / params.jumps), "jump " + done));
    return new Table(
        "Simulation of %,d jumps at the last voltage".formatted(params.jumps),
        List.of("quantity", "exact", "simulated", "± se"),
        List.of(
            List.of("current", channel.current(), jumps.current(), jumps.currentError()),
            List.of(
                "entropy production (nats)",
                channel.entropyProductionNats(),
                jumps.entropyProductionNats(),
                jumps.entropyProductionError()),
            List.of(
                "variance rate",
                channel.currentVariance(),
                jumps.currentVariance(),
                jumps.currentVarianceError())));
  }

  /** SCGF(k) = SCGF(-A - k), where rates are not too far apart to be tilted. */
  private static List<Report.Block> symmetry(
      IonChannel channel, Map<String, Double> metrics, Run run) {
    double a = channel.affinity();
    if (Math.abs(a) > 40) {
      return List.of();
    }
    int points = channel.states() > 64 ? 9 : 25;
    double[] k = new double[points];
    double[] value = new double[points];
    double[] mirrored = new double[points];
    double worst = 0;
    for (int i = 0; i < points; i++) {
      k[i] = -a / 2 + (Math.abs(a) / 2 + 0.5) * (2.0 * i / (points - 1) - 1);
      run.progress(0.68 + 0.02 * i / points, "cumulant generating function");
      value[i] = channel.cumulantGenerator(k[i]);
      mirrored[i] = channel.cumulantGenerator(-a - k[i]);
      worst = Math.max(worst, Math.abs(value[i] - mirrored[i]));
    }
    metrics.put("fluctuation_symmetry", worst);
    return List.of(
        new Chart(
            "Fluctuations of the current: ln E exp(k N) per unit of time",
            Chart.Axis.linear("k"),
            Chart.Axis.linear("scaled cumulant generating function"),
            List.of(
                Chart.Series.line("at k", k, value),
                Chart.Series.points("at -A - k", k, mirrored).thin()),
            "Its mirror symmetry about -A/2 is the fluctuation theorem; slope at 0 is the"
                + " current."));
  }

  private static void write(IonChannel last, List<List<Object>> rows, Run run) throws IOException {
    try (TableWriter file =
        new TableWriter(
            run.create("curve.csv"),
            "voltage",
            "current",
            "production",
            "affinity",
            "variance",
            "fano")) {
      for (List<Object> row : rows) {
        file.row(row.toArray());
      }
    }
    try (TableWriter file = new TableWriter(run.create("states.csv"), "state", "probability")) {
      for (int s = 0; s < last.states(); s++) {
        file.row(last.name(s), last.law()[s]);
      }
    }
  }
}

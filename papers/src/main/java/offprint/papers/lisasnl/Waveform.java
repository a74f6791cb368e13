package offprint.papers.lisasnl;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.gravity.PhenomB;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;

/** The signal of a binary in LISA, and how well its parameters would be measured. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Waveform implements Method<Waveform.Params> {
  /** Parameters. */
  public record Params(
      @Param(help = "The binary") Event event,
      @Param(help = "The band") Band band,
      @Param(
              label = "Measured parameters",
              help = "Those whose errors are forecast together",
              value = "mass,ratio,chi,distance,time,phase")
          @Size(min = 1, max = 10)
          List<String> free) {
    public Params {
      free.forEach(name -> Event.index("free", name));
    }
  }

  @Override
  public Card card() {
    return new Card(
        "waveform",
        "Forecasts LISA's signal of a massive black-hole binary: strain, signal-to-noise ratio, and"
            + " how well its parameters would be measured.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    Findings out = new Findings(run);
    Detector detector = Detector.of(p.band, p.event.epoch());
    Strain.requireSignal(detector, p.event);
    PhenomB wave = new PhenomB(Event.binary(p.event.values()));
    double[][] channels = detector.channels(Event.binary(p.event.values()));
    double[] f = detector.frequencies();
    run.progress(.3, "waveform");
    Frame rows = Frame.of("f", "A_re", "A_im", "E_re", "E_im", "S", "amplitude", "phase", "time");
    double[] strain = new double[f.length];
    double[] noise = new double[f.length];
    for (int i = 0; i < f.length; i++) {
      double a = Math.hypot(channels[0][i], channels[1][i]);
      double e = Math.hypot(channels[2][i], channels[3][i]);
      strain[i] = 2 * f[i] * Math.hypot(a, e) / Math.sqrt(2);
      noise[i] = Math.sqrt(f[i] * detector.noise()[i]);
      rows.row(
          f[i],
          channels[0][i],
          channels[1][i],
          channels[2][i],
          channels[3][i],
          detector.noise()[i],
          wave.amplitude(f[i]),
          wave.phase(f[i]),
          wave.time(f[i]));
    }
    double snr = Detector.snr(detector.whiten(channels));
    out.chart(
        Plot.of("Signal and noise in a channel")
            .logX("frequency in Hz")
            .logY("characteristic strain")
            .line("signal", f, strain)
            .line("noise", f, noise)
            .chart("The signal-to-noise ratio is the area between the lines."));
    String precision = errors(out, p);
    out.table(
        "Where the waveform changes",
        Frame.of("what", "hertz")
            .row("merger begins, f1", wave.mergerFrequency())
            .row("ringdown begins, f2", wave.ringdownFrequency())
            .row("width of the ringdown", wave.ringdownWidth())
            .row("end of the signal, f3", wave.cutoffFrequency()));
    out.metric("snr", snr)
        .metric("f1", wave.mergerFrequency())
        .metric("f2", wave.ringdownFrequency())
        .metric("f3", wave.cutoffFrequency());
    out.csv("waveform.csv", rows);
    return out.answer(
        "LISA sees this binary at a signal-to-noise ratio of %s%s."
            .formatted(Wording.number(snr), precision));
  }

  /** The errors by the Fisher information; the words for the answer. */
  private static String errors(Findings out, Params p) throws IOException {
    Simulator simulator = new Simulator(Detector.of(p.band, p.event.epoch()), p.event, p.free);
    Box box = Defaults.prior(List.of(), p.free, p.event, new Findings(out.run()));
    double[] truth = simulator.truth();
    int d = truth.length;
    double[] covariance;
    try {
      covariance = Laplace.covariance(simulator, box, truth);
    } catch (ArithmeticException e) {
      out.warning("No errors are forecast: %s. Name fewer in free.".formatted(e.getMessage()));
      return "";
    }
    double[] sd = new double[d];
    Arrays.setAll(sd, i -> Math.sqrt(covariance[i * d + i]));
    Frame rows = Frame.of("parameter", "value", "standard_deviation");
    for (int i = 0; i < d; i++) {
      rows.row(p.free.get(i), truth[i], sd[i]);
      out.metric("sd_" + p.free.get(i), sd[i]);
    }
    out.table("Errors by the Fisher information", rows);
    out.csv("fisher.csv", rows);
    return " and would measure its %s as %s"
        .formatted(p.free.getFirst(), Shown.measured(truth[0], sd[0]));
  }
}

package offprint.papers.lisasnl;

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.gravity.LisaNoise;
import offprint.kernels.gravity.PhenomB;
import offprint.kernels.table.TextTable;
import offprint.method.Source;

/**
 * A measurement of the channels A and E.
 *
 * @param detector for its frequencies and noise
 * @param data whitened [4 frequencies]
 */
record Strain(Detector detector, double[] data) {
  private static final List<String> CHANNELS = List.of("A_re", "A_im", "E_re", "E_im");
  private static final double UNIFORM = 1e-6;

  /**
   * Reads a table f, A_re, A_im, E_re, E_im and perhaps S.
   *
   * @throws IllegalArgumentException naming the row and column of what is wrong
   */
  static Strain read(Inputs in, Findings out, Source source, double epoch) throws IOException {
    TextTable table = in.table("data", source, List.of("f"));
    int place = Inputs.column("data", table, "f", 0);
    double[] f = table.numbers(place);
    if (f.length < 2) {
      throw new IllegalArgumentException("data must have at least 2 rows: got " + f.length);
    }
    double spacing = f[1] - f[0];
    for (int i = 0; i < f.length; i++) {
      double step = i == 0 ? spacing : f[i] - f[i - 1];
      if (!(f[i] > 0 && step > 0 && Math.abs(step - spacing) < UNIFORM * spacing + 1e-9 * f[i])) {
        throw table.wrong(i, place, "frequencies above 0, ascending and evenly spaced");
      }
    }
    double[][] channels = new double[4][];
    for (int channel = 0; channel < 4; channel++) {
      channels[channel] = table.numbers(Inputs.column("data", table, CHANNELS.get(channel), 0));
    }
    double[] noise = new double[f.length];
    int given = table.columns().indexOf("S");
    if (given >= 0) {
      noise = table.numbers(given);
      for (int i = 0; i < noise.length; i++) {
        if (!(noise[i] > 0)) {
          throw table.wrong(i, given, "a noise density above 0");
        }
      }
    } else {
      out.assumed(
          "data has no column S: the noise is LISA's design, by the formula of this method.");
      for (int i = 0; i < f.length; i++) {
        noise[i] = LisaNoise.density(f[i]);
      }
    }
    Detector detector = new Detector(f, spacing, noise, epoch);
    return new Strain(detector, detector.whiten(channels));
  }

  /**
   * The signal of an event with noise of unit variance, or without.
   *
   * @param random of the noise; not used without
   */
  static Strain simulated(Band band, Event event, boolean noiseless, RandomGenerator random) {
    Detector detector = Detector.of(band, event.epoch());
    requireSignal(detector, event);
    double[] data = detector.signal(Event.binary(event.values()));
    for (int k = 0; k < data.length && !noiseless; k++) {
      data[k] += random.nextGaussian();
    }
    return new Strain(detector, data);
  }

  /**
   * @throws IllegalArgumentException if the binary ends below the band
   */
  static void requireSignal(Detector detector, Event event) {
    double cutoff = new PhenomB(Event.binary(event.values())).cutoffFrequency();
    if (detector.frequencies()[0] > cutoff) {
      throw new IllegalArgumentException(
          "fmin must be below the end of this binary's signal at f3 = %s Hz: got %s, no signal in the band"
              .formatted(Wording.number(cutoff), Wording.number(detector.frequencies()[0])));
    }
  }

  /** Strain amplitudes √(|A|² + |E|²)/√2 of whitened data by frequency, in 1/√Hz over noise. */
  Frame spectrum(double[] fit) {
    Frame rows = Frame.of("f", "what", "amplitude");
    double[] f = detector.frequencies();
    Stream.of("data", "best fit")
        .forEach(
            what -> {
              double[] whitened = what.equals("data") ? data : fit;
              for (int i = 0; i < f.length; i++) {
                double sum = 0;
                for (int channel = 0; channel < 4; channel++) {
                  double value = whitened[channel * f.length + i];
                  sum += value * value;
                }
                rows.row(f[i], what, Math.sqrt(sum / 4));
              }
            });
    return rows;
  }
}

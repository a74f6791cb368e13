package offprint.papers.lisasnl;

import java.util.Arrays;
import offprint.kernels.gravity.Binary;
import offprint.kernels.gravity.LisaNoise;
import offprint.kernels.gravity.LisaResponse;

/**
 * Whitened signals [Re A, Im A, Re E, Im E] √(4 Δf / S), in which the noise is N(0, I) (section 3.3
 * of the sheet). Not safe for several threads at once.
 */
final class Detector {
  private final double[] frequencies;
  private final double[] weights;
  private final double[] noise;
  private final LisaResponse response;

  /**
   * @param frequencies [n] in hertz, ascending and uniform
   * @param spacing of the frequencies
   * @param noise S of each frequency in 1/Hz
   */
  Detector(double[] frequencies, double spacing, double[] noise, double epoch) {
    this.frequencies = frequencies;
    this.noise = noise;
    this.weights = Arrays.stream(noise).map(s -> Math.sqrt(4 * spacing / s)).toArray();
    this.response = new LisaResponse(frequencies, epoch);
  }

  static Detector of(Band band, double epoch) {
    double[] frequencies = band.grid();
    return new Detector(
        frequencies,
        band.spacing(),
        Arrays.stream(frequencies).map(LisaNoise::density).toArray(),
        epoch);
  }

  /** As this one, for use by another thread. */
  Detector copy(double epoch, double spacing) {
    return new Detector(frequencies, spacing, noise, epoch);
  }

  double[] frequencies() {
    return frequencies;
  }

  double[] noise() {
    return noise;
  }

  /** Numbers of a whitened signal: four for each frequency. */
  int size() {
    return 4 * frequencies.length;
  }

  /** Channels without whitening: [4][frequencies]. */
  double[][] channels(Binary binary) {
    return response.channels(binary);
  }

  /** The whitened signal [4 frequencies]. */
  double[] signal(Binary binary) {
    return whiten(channels(binary));
  }

  /**
   * @param channels [4][frequencies]
   */
  double[] whiten(double[][] channels) {
    int n = frequencies.length;
    double[] whitened = new double[4 * n];
    for (int channel = 0; channel < 4; channel++) {
      for (int i = 0; i < n; i++) {
        whitened[channel * n + i] = weights[i] * channels[channel][i];
      }
    }
    return whitened;
  }

  /** The signal-to-noise ratio |h| of a whitened signal. */
  static double snr(double[] whitened) {
    double sum = 0;
    for (double value : whitened) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}

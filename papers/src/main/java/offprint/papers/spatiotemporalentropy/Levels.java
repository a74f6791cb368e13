package offprint.papers.spatiotemporalentropy;

import org.jspecify.annotations.Nullable;

/**
 * The quantiser at each quality: u / Δ_q becomes a whole number y on the way in, u' = h_q[c] y on
 * the way out; with gains, u g_q[c] in place of u / Δ_q.
 *
 * @param back h: [quality][channel]
 * @param gain g: [quality][channel]; null where none were learned
 */
record Levels(Rounding rounding, float[][] back, float @Nullable [][] gain) {
  /** Qualities, finest first. */
  static final int COUNT = 4;

  /** Coefficients are taken to so many parts of one, so that halves are exact halves. */
  private static final double FINE = 1 << 20;

  private static final double[] STEPS = {14, 22, 36, 60};

  /** Δ of a quality. */
  static double step(int quality) {
    return STEPS[quality];
  }

  /** The same offset everywhere, h = Δ. */
  static Levels plain(int channels, float offset) {
    return plain(channels, Rounding.plain(offset), 1);
  }

  /** h = 1/g = Δ for luma, {@code colour} Δ for the rest. */
  static Levels plain(int channels, Rounding rounding, double colour) {
    int luma = new Frequencies(channels).luma();
    float[][] back = new float[COUNT][channels];
    float[][] gain = new float[COUNT][channels];
    for (int q = 0; q < COUNT; q++) {
      for (int c = 0; c < channels; c++) {
        double step = STEPS[q] * (c < luma ? 1 : colour);
        back[q][c] = (float) step;
        gain[q][c] = (float) (1 / step);
      }
    }
    return new Levels(rounding, back, colour == 1 ? null : gain);
  }

  /** The step of a channel. */
  double step(int quality, int channel) {
    return gain == null ? STEPS[quality] : 1 / (double) gain[quality][channel];
  }

  /**
   * @param coefficients [channels, height, width]
   */
  Latents quantise(double[] coefficients, int quality, int height, int width) {
    double[] v = new double[coefficients.length];
    int area = height * width;
    for (int i = 0; i < v.length; i++) {
      double u = Math.rint(coefficients[i] * FINE) / FINE;
      v[i] = gain == null ? u / STEPS[quality] : u * gain[quality][i / area];
    }
    return new Latents(v.length / area, height, width, rounding.whole(v, height, width));
  }

  double[] restore(Latents y, int quality) {
    double[] out = new double[y.values().length];
    int area = y.area();
    for (int i = 0; i < out.length; i++) {
      out[i] = (double) back[quality][i / area] * y.values()[i];
    }
    return out;
  }
}

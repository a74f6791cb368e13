package offprint.papers.spatiotemporalentropy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The quantiser at each quality: y = ⌊u / Δ_q + offset⌋ for u ≥ 0, −⌈|u| / Δ_q + offset − 1⌉ below
 * on the way in, u' = h_q[c] y on the way out; with gains, u g_q[c] in place of u / Δ_q.
 *
 * @param offset ½ rounds; below it, small values fall to 0 more often, which saves more bits than
 *     it costs in distortion
 * @param back h: [quality][channel]
 * @param gain g: [quality][channel]; null where none were learned
 */
record Levels(float offset, float[][] back, float @Nullable [][] gain) {
  /** Qualities, finest first. */
  static final int COUNT = 4;

  /** Coefficients are taken to so many parts of one, so that halves are exact halves. */
  private static final double FINE = 1 << 20;

  private static final double[] STEPS = {14, 22, 36, 60};

  /** Δ of a quality. */
  static double step(int quality) {
    return STEPS[quality];
  }

  /** Plain rounding: h = Δ. */
  static Levels plain(int channels, float offset) {
    float[][] back = new float[COUNT][channels];
    for (int q = 0; q < COUNT; q++) {
      Arrays.fill(back[q], (float) STEPS[q]);
    }
    return new Levels(offset, back, null);
  }

  int[] quantise(double[] coefficients, int quality) {
    double step = STEPS[quality];
    int[] y = new int[coefficients.length];
    int area = y.length / back[quality].length;
    for (int i = 0; i < y.length; i++) {
      double u = Math.rint(coefficients[i] * FINE) / FINE;
      double v = gain == null ? u / step : u * gain[quality][i / area];
      y[i] = whole(v);
    }
    return y;
  }

  /** The whole number for a coefficient in steps. */
  int whole(double v) {
    double whole = v < 0 ? -Math.ceil(-v - (1 - (double) offset)) : Math.floor(v + offset);
    return (int) Math.clamp(whole, -Latents.MOST, Latents.MOST);
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

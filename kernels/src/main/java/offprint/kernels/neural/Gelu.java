package offprint.kernels.neural;

import offprint.kernels.special.ErrorFunction;

/** x Φ(x) by a table of Φ in steps of 1/1024, interpolated: within 2e-7 · (1 + |x|). */
final class Gelu {
  private static final int STEPS = 1024;
  private static final int END = 6;
  private static final float[] PHI = table();

  private Gelu() {}

  private static float[] table() {
    float[] phi = new float[2 * END * STEPS + 2];
    for (int i = 0; i < phi.length; i++) {
      phi[i] = (float) ErrorFunction.normalDistribution((double) i / STEPS - END);
    }
    return phi;
  }

  static void apply(float[] x, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      float v = x[i];
      if (v >= END) {
        out[i] = v;
      } else if (v > -END) {
        float place = (v + END) * STEPS;
        int cell = (int) place;
        float rest = place - cell;
        out[i] = v * (PHI[cell] + rest * (PHI[cell + 1] - PHI[cell]));
      }
    }
  }
}

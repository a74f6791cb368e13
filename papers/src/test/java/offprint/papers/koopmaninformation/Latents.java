package offprint.papers.koopmaninformation;

/** Twelve latents of three coordinates with known figures. */
final class Latents {
  private Latents() {}

  /** (sin(1+i), .5 cos(2i+.3), .2 sin(.7 i²) + .3 sin(1+i)), i < 12. */
  static double[][] rows() {
    double[][] z = new double[12][];
    for (int i = 0; i < 12; i++) {
      double first = Math.sin(1 + i);
      z[i] =
          new double[] {first, .5 * Math.cos(2 * i + .3), .2 * Math.sin(.7 * i * i) + .3 * first};
    }
    return z;
  }

  /** The rows end to end. */
  static double[] flat() {
    double[] flat = new double[36];
    for (int i = 0; i < 36; i++) {
      flat[i] = rows()[i / 3][i % 3];
    }
    return flat;
  }
}

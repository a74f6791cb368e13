package offprint.kernels.image;

/** How far a picture is from another, sample by sample. */
public final class Distortion {
  private Distortion() {}

  /**
   * Mean squared difference over all samples, in squared steps of 1/255.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double mse(Bitmap a, Bitmap b) {
    requireSameSize(a, b);
    long sum = 0;
    for (int c = 0; c < a.channels(); c++) {
      byte[] p = a.planes().get(c);
      byte[] q = b.planes().get(c);
      for (int i = 0; i < p.length; i++) {
        int d = (p[i] & 0xFF) - (q[i] & 0xFF);
        sum += (long) d * d;
      }
    }
    return sum / ((double) a.width() * a.height() * a.channels());
  }

  /** 10 log10(255² / MSE) in dB; infinite for equal pictures. */
  public static double psnr(Bitmap a, Bitmap b) {
    return 10 * Math.log10(255 * 255 / mse(a, b));
  }

  static void requireSameSize(Bitmap a, Bitmap b) {
    if (a.width() != b.width() || a.height() != b.height() || a.channels() != b.channels()) {
      throw new IllegalArgumentException(
          "pictures to compare must have one size: got %d x %d x %d and %d x %d x %d"
              .formatted(a.width(), a.height(), a.channels(), b.width(), b.height(), b.channels()));
    }
  }
}

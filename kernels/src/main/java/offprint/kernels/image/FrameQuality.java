package offprint.kernels.image;

import java.util.List;

/**
 * How near a frame is to another.
 *
 * @param y mean squared difference of luma, in squared steps of 1/255
 * @param u of blue difference
 * @param v of red difference
 */
public record FrameQuality(double y, double u, double v) {
  private static final double BEST = 100;

  /**
   * @throws IllegalArgumentException if the sizes differ
   */
  public static FrameQuality between(YuvFrame a, YuvFrame b) {
    if (a.width() != b.width() || a.height() != b.height()) {
      throw new IllegalArgumentException(
          "frames to compare must have one size: got %d x %d and %d x %d"
              .formatted(a.width(), a.height(), b.width(), b.height()));
    }
    return new FrameQuality(mse(a.y(), b.y()), mse(a.u(), b.u()), mse(a.v(), b.v()));
  }

  private static double mse(byte[] a, byte[] b) {
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      int d = (a[i] & 0xFF) - (b[i] & 0xFF);
      sum += (long) d * d;
    }
    return (double) sum / a.length;
  }

  /** 10 log10(255² / MSE) in dB; 100 where nothing differs. */
  public static double psnr(double mse) {
    return mse == 0 ? BEST : 10 * Math.log10(65025 / mse);
  }

  public double psnrY() {
    return psnr(y);
  }

  public double psnrU() {
    return psnr(u);
  }

  public double psnrV() {
    return psnr(v);
  }

  /** (6 Y + U + V) / 8 of the three PSNR, in dB. */
  public double weighted() {
    return (6 * psnrY() + psnrU() + psnrV()) / 8;
  }

  /**
   * Scales of MS-SSIM that fit a frame: the most, up to 5, that leave 11 samples a side; 0 none.
   */
  public static int scales(int width, int height) {
    int scales = 0;
    while (scales < 5 && Math.min(width, height) >> scales >= 11) {
      scales++;
    }
    return scales;
  }

  /**
   * MS-SSIM of luma at {@link #scales}.
   *
   * @throws IllegalArgumentException if not one scale fits
   */
  public static double msSsim(YuvFrame a, YuvFrame b) {
    return StructuralSimilarity.msSsim(luma(a), luma(b), scales(a.width(), a.height()));
  }

  private static Bitmap luma(YuvFrame frame) {
    return new Bitmap(frame.width(), frame.height(), List.of(frame.y()));
  }
}

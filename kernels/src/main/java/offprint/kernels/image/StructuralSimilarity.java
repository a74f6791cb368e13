package offprint.kernels.image;

import java.util.Arrays;

/**
 * SSIM and MS-SSIM (Wang, Simoncelli and Bovik 2003): an 11-tap Gaussian window of σ 1.5 where it
 * lies inside the picture, K = 0.01 and 0.03, five scales by means of 2 x 2, mean over channels.
 */
public final class StructuralSimilarity {
  /** The least width and height for five scales. */
  public static final int LEAST_SIDE = 161;

  private static final int TAPS = 11;
  private static final double SIGMA = 1.5;
  private static final double C1 = Math.pow(0.01 * 255, 2);
  private static final double C2 = Math.pow(0.03 * 255, 2);
  private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
  private static final double[] WINDOW = window();

  private StructuralSimilarity() {}

  private static double[] window() {
    double[] w = new double[TAPS];
    Arrays.setAll(w, i -> Math.exp(-Math.pow((i - TAPS / 2) / SIGMA, 2) / 2));
    double sum = Arrays.stream(w).sum();
    return Arrays.stream(w).map(x -> x / sum).toArray();
  }

  /** A plane of samples. */
  private record Plane(int width, int height, double[] values) {
    static Plane of(Bitmap picture, int channel) {
      byte[] samples = picture.planes().get(channel);
      double[] values = new double[samples.length];
      Arrays.setAll(values, i -> samples[i] & 0xFF);
      return new Plane(picture.width(), picture.height(), values);
    }

    Plane times(Plane other) {
      double[] product = new double[values.length];
      Arrays.setAll(product, i -> values[i] * other.values[i]);
      return new Plane(width, height, product);
    }

    Plane blurred() {
      int w = width - TAPS + 1;
      int h = height - TAPS + 1;
      double[] rows = new double[w * height];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < w; x++) {
          double sum = 0;
          for (int t = 0; t < TAPS; t++) {
            sum += WINDOW[t] * values[y * width + x + t];
          }
          rows[y * w + x] = sum;
        }
      }
      double[] out = new double[w * h];
      for (int y = 0; y < h; y++) {
        for (int t = 0; t < TAPS; t++) {
          for (int x = 0; x < w; x++) {
            out[y * w + x] += WINDOW[t] * rows[(y + t) * w + x];
          }
        }
      }
      return new Plane(w, h, out);
    }

    Plane halved() {
      int w = width / 2;
      int h = height / 2;
      double[] out = new double[w * h];
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          int at = 2 * y * width + 2 * x;
          out[y * w + x] =
              (values[at] + values[at + 1] + values[at + width] + values[at + width + 1]) / 4;
        }
      }
      return new Plane(w, h, out);
    }
  }

  /** Means of the whole similarity and of its contrast-structure part. */
  private static double[] similarity(Plane a, Plane b) {
    double[] ma = a.blurred().values;
    double[] mb = b.blurred().values;
    double[] aa = a.times(a).blurred().values;
    double[] bb = b.times(b).blurred().values;
    double[] ab = a.times(b).blurred().values;
    double whole = 0;
    double contrast = 0;
    for (int i = 0; i < ma.length; i++) {
      double va = aa[i] - ma[i] * ma[i];
      double vb = bb[i] - mb[i] * mb[i];
      double cov = ab[i] - ma[i] * mb[i];
      double cs = (2 * cov + C2) / (va + vb + C2);
      contrast += cs;
      whole += cs * (2 * ma[i] * mb[i] + C1) / (ma[i] * ma[i] + mb[i] * mb[i] + C1);
    }
    return new double[] {whole / ma.length, contrast / ma.length};
  }

  /**
   * @throws IllegalArgumentException if the sizes differ or a side is below 11 pixels
   */
  public static double ssim(Bitmap a, Bitmap b) {
    requireSide(a, b, TAPS, "SSIM");
    double sum = 0;
    for (int c = 0; c < a.channels(); c++) {
      sum += similarity(Plane.of(a, c), Plane.of(b, c))[0];
    }
    return sum / a.channels();
  }

  /**
   * @throws IllegalArgumentException if the sizes differ or a side is below 161 pixels
   */
  public static double msSsim(Bitmap a, Bitmap b) {
    requireSide(a, b, LEAST_SIDE, "MS-SSIM");
    return msSsim(a, b, WEIGHTS.length, 1);
  }

  /**
   * As {@link #msSsim(Bitmap, Bitmap)} at the first scales only, with weights that add up to 1
   * (those published for five add up to 1.0001).
   *
   * @param scales 1 to 5
   * @throws IllegalArgumentException if the sizes differ or the last scale is below 11 pixels
   */
  public static double msSsim(Bitmap a, Bitmap b, int scales) {
    requireSide(a, b, TAPS << Math.max(0, scales - 1), "MS-SSIM of %d scales".formatted(scales));
    return msSsim(a, b, scales, Arrays.stream(WEIGHTS, 0, scales).sum());
  }

  private static double msSsim(Bitmap a, Bitmap b, int scales, double weights) {
    double sum = 0;
    for (int c = 0; c < a.channels(); c++) {
      Plane p = Plane.of(a, c);
      Plane q = Plane.of(b, c);
      double product = 1;
      for (int scale = 0; scale < scales; scale++) {
        double[] s = similarity(p, q);
        double factor = scale == scales - 1 ? s[0] : s[1];
        product *= Math.pow(Math.max(0, factor), WEIGHTS[scale] / weights);
        p = p.halved();
        q = q.halved();
      }
      sum += product;
    }
    return sum / a.channels();
  }

  private static void requireSide(Bitmap a, Bitmap b, int least, String name) {
    Distortion.requireSameSize(a, b);
    if (Math.min(a.width(), a.height()) < least) {
      throw new IllegalArgumentException(
          "%s needs pictures of at least %d pixels a side: got %d x %d"
              .formatted(name, least, a.width(), a.height()));
    }
  }
}

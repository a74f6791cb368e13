package offprint.kernels.image;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SSIM and MS-SSIM (Wang, Simoncelli and Bovik 2003): an 11-tap Gaussian window of σ 1.5 where it
 * lies inside the picture, K = 0.01 and 0.03, five scales by means of 2 x 2, mean over channels.
 *
 * <p>Where a scale has an odd side, its last row or column counts twice in the means of 2 x 2, so
 * that the next scale has ⌈side/2⌉ samples and the whole picture is judged. Dropping the odd row or
 * column instead (⌊side/2⌋ samples) would leave up to 15 rows at the edge unseen by the coarser
 * scales; the two agree where all sides are multiples of 16.
 */
public final class StructuralSimilarity {
  /** The least width and height for five scales. */
  public static final int LEAST_SIDE = 161;

  static final int TAPS = 11;
  private static final double SIGMA = 1.5;
  static final double C1 = Math.pow(0.01 * 255, 2);
  static final double C2 = Math.pow(0.03 * 255, 2);
  private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
  private static final double[] WINDOW = window();

  private StructuralSimilarity() {}

  /** Weights of the scales, the finest first. */
  static List<Double> weights() {
    return Arrays.stream(WEIGHTS).boxed().toList();
  }

  static double[] window() {
    double[] w = new double[TAPS];
    Arrays.setAll(w, i -> Math.exp(-Math.pow((i - TAPS / 2) / SIGMA, 2) / 2));
    double sum = Arrays.stream(w).sum();
    return Arrays.stream(w).map(x -> x / sum).toArray();
  }

  /**
   * A plane of samples.
   *
   * @param bytes of a picture; null for means of them
   * @param values the means; null for a picture
   */
  private record Plane(int width, int height, byte @Nullable [] bytes, double @Nullable [] values) {
    static Plane of(Bitmap picture, int channel) {
      return new Plane(picture.width(), picture.height(), picture.planes().get(channel), null);
    }

    double at(int i) {
      return bytes != null ? bytes[i] & 0xFF : values != null ? values[i] : Double.NaN;
    }

    /** Means of 2 x 2 samples; of odd sides the last row or column counts twice. */
    Plane halved() {
      int w = (width + 1) / 2;
      int h = (height + 1) / 2;
      double[] out = new double[w * h];
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          int first = 2 * y * width + 2 * x;
          int right = 2 * x + 1 < width ? 1 : 0;
          int below = 2 * y + 1 < height ? width : 0;
          out[y * w + x] =
              (at(first) + at(first + right) + at(first + below) + at(first + below + right)) / 4;
        }
      }
      return new Plane(w, h, null, out);
    }
  }

  /** The window over a plane, row by row: of what was blurred along rows, 11 rows are kept. */
  private static final class Blur {
    private final double[][] rows;

    Blur(int width) {
      rows = new double[TAPS][width];
    }

    void push(int y, double[] samples) {
      double[] row = rows[y % TAPS];
      for (int x = 0; x < row.length; x++) {
        double sum = 0;
        for (int t = 0; t < TAPS; t++) {
          sum += WINDOW[t] * samples[x + t];
        }
        row[x] = sum;
      }
    }

    /** The row of means whose window ends with row {@code y}. */
    void means(int y, double[] out) {
      Arrays.fill(out, 0);
      for (int t = 0; t < TAPS; t++) {
        double[] row = rows[(y + 1 + t) % TAPS];
        for (int x = 0; x < out.length; x++) {
          out[x] += WINDOW[t] * row[x];
        }
      }
    }
  }

  /** Means of the whole similarity and of its contrast-structure part. */
  private static double[] similarity(Plane a, Plane b) {
    int width = a.width - TAPS + 1;
    double[][] samples = new double[5][a.width]; // a, b, a², b², ab
    double[][] means = new double[5][width];
    Blur[] blurs = new Blur[5];
    Arrays.setAll(blurs, _ -> new Blur(width));
    double whole = 0;
    double contrast = 0;
    for (int y = 0; y < a.height; y++) {
      for (int x = 0; x < a.width; x++) {
        double p = a.at(y * a.width + x);
        double q = b.at(y * a.width + x);
        samples[0][x] = p;
        samples[1][x] = q;
        samples[2][x] = p * p;
        samples[3][x] = q * q;
        samples[4][x] = p * q;
      }
      for (int i = 0; i < blurs.length; i++) {
        blurs[i].push(y, samples[i]);
        if (y >= TAPS - 1) {
          blurs[i].means(y, means[i]);
        }
      }
      for (int x = 0; y >= TAPS - 1 && x < width; x++) {
        double ma = means[0][x];
        double mb = means[1][x];
        double va = means[2][x] - ma * ma;
        double vb = means[3][x] - mb * mb;
        double cov = means[4][x] - ma * mb;
        double cs = (2 * cov + C2) / (va + vb + C2);
        contrast += cs;
        whole += cs * (2 * ma * mb + C1) / (ma * ma + mb * mb + C1);
      }
    }
    double places = (double) width * (a.height - TAPS + 1);
    return new double[] {whole / places, contrast / places};
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
    requireSide(a.width(), a.height(), least, name);
  }

  static void requireSide(long width, long height, int least, String name) {
    if (Math.min(width, height) < least) {
      throw new IllegalArgumentException(
          "%s needs pictures of at least %d pixels a side: got %d x %d"
              .formatted(name, least, width, height));
    }
  }
}

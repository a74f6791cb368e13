package offprint.papers.mlicv2;

import java.util.Arrays;
import java.util.stream.IntStream;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BjontegaardRate;
import offprint.kernels.image.Distortion;

/**
 * The floor a learned codec must be under: an 8 x 8 DCT of YCbCr, one uniform step, and the
 * empirical entropy of each frequency given 8 classes of the magnitudes around it, with ½ log2 n
 * bits for each histogram cell used. An estimate of a rate, without a file.
 */
final class Floor {
  private static final int SIDE = 8;
  private static final int AREA = SIDE * SIDE;
  private static final int CLASSES = 8;
  private static final int[] THRESHOLDS = {1, 2, 4, 7, 12, 20, 40};
  private static final double OFFSET = 0.4;
  private static final double[] COSINES = cosines();

  private final int rows;
  private final int columns;
  private final int[][] levels; // [plane · frequency][block]

  private Floor(int rows, int columns, int planes) {
    this.rows = rows;
    this.columns = columns;
    this.levels = new int[planes * AREA][rows * columns];
  }

  private static double[] cosines() {
    double[] c = new double[AREA];
    for (int k = 0; k < SIDE; k++) {
      for (int i = 0; i < SIDE; i++) {
        double scale = k == 0 ? Math.sqrt(1.0 / SIDE) : Math.sqrt(2.0 / SIDE);
        c[k * SIDE + i] = scale * Math.cos(Math.PI * (2 * i + 1) * k / (2 * SIDE));
      }
    }
    return c;
  }

  /**
   * Rate in bits a pixel and PSNR in dB.
   *
   * @param picture without alpha
   * @param step of the quantiser
   */
  static BjontegaardRate.Point measure(Bitmap picture, double step) {
    Bitmap rgb = picture.rgb();
    int rows = (rgb.height() + SIDE - 1) / SIDE;
    int columns = (rgb.width() + SIDE - 1) / SIDE;
    Floor floor = new Floor(rows, columns, 3);
    double[][] decoded = new double[3][];
    double bits = 0;
    for (int plane = 0; plane < 3; plane++) {
      decoded[plane] = floor.code(luminanceAndChroma(rgb, plane, rows, columns), plane, step);
      bits += floor.bits(plane);
    }
    Bitmap shown = floor.show(decoded, rgb.width(), rgb.height());
    double pixels = (double) rgb.width() * rgb.height();
    return new BjontegaardRate.Point(bits / pixels, Distortion.psnr(rgb, shown));
  }

  private static double[] luminanceAndChroma(Bitmap rgb, int plane, int rows, int columns) {
    int width = columns * SIDE;
    double[] out = new double[rows * SIDE * width];
    for (int i = 0; i < out.length; i++) {
      int row = Math.min(i / width, rgb.height() - 1);
      int column = Math.min(i % width, rgb.width() - 1);
      double r = rgb.at(0, row, column);
      double g = rgb.at(1, row, column);
      double b = rgb.at(2, row, column);
      double y = 0.299 * r + 0.587 * g + 0.114 * b;
      out[i] =
          switch (plane) {
            case 0 -> y - 128;
            case 1 -> (b - y) / 1.772;
            default -> (r - y) / 1.402;
          };
    }
    return out;
  }

  private double[] code(double[] samples, int plane, double step) {
    double[] decoded = new double[samples.length];
    int width = columns * SIDE;
    double[] block = new double[AREA];
    for (int b = 0; b < rows * columns; b++) {
      int corner = b / columns * SIDE * width + b % columns * SIDE;
      for (int i = 0; i < AREA; i++) {
        block[i] = samples[corner + i / SIDE * width + i % SIDE];
      }
      double[] frequency = transform(block, false);
      for (int f = 0; f < AREA; f++) {
        double size = Math.abs(frequency[f]) / step;
        int level = (int) Math.floor(size + OFFSET);
        levels[plane * AREA + f][b] = frequency[f] < 0 ? -level : level;
        frequency[f] = levels[plane * AREA + f][b] * step;
      }
      double[] back = transform(frequency, true);
      for (int i = 0; i < AREA; i++) {
        decoded[corner + i / SIDE * width + i % SIDE] = back[i];
      }
    }
    return decoded;
  }

  /** Two-dimensional orthonormal DCT-II, or its inverse. */
  private static double[] transform(double[] block, boolean inverse) {
    return turned(turned(block, inverse), inverse);
  }

  /** Transforms the rows and transposes the block. */
  private static double[] turned(double[] block, boolean inverse) {
    double[] out = new double[AREA];
    for (int i = 0; i < AREA; i++) {
      for (int t = 0; t < SIDE; t++) {
        double c = inverse ? COSINES[t * SIDE + i / SIDE] : COSINES[i / SIDE * SIDE + t];
        out[i] += c * block[i % SIDE * SIDE + t];
      }
    }
    return out;
  }

  private double bits(int plane) {
    double bits = 0;
    for (int f = 0; f < AREA; f++) {
      int[] symbols = levels[plane * AREA + f];
      int[] coded = f == 0 ? differences(symbols) : symbols;
      int[] classes = new int[symbols.length];
      int frequency = f;
      Arrays.setAll(classes, b -> classOf(plane, frequency, b));
      for (int c = 0; c < CLASSES; c++) {
        int own = c;
        bits +=
            entropy(
                IntStream.range(0, coded.length)
                    .filter(b -> classes[b] == own)
                    .map(b -> coded[b])
                    .toArray());
      }
    }
    return bits;
  }

  private int[] differences(int[] means) {
    int[] out = new int[means.length];
    for (int b = 0; b < means.length; b++) {
      int up = b >= columns ? means[b - columns] : 0;
      int left = b % columns > 0 ? means[b - 1] : 0;
      int guess = b >= columns && b % columns > 0 ? Math.floorDiv(up + left, 2) : up + left;
      out[b] = means[b] - guess;
    }
    return out;
  }

  private int classOf(int plane, int f, int b) {
    int u = f / SIDE;
    int v = f % SIDE;
    int t = 2 * (size(plane, f, b - columns, true) + size(plane, f, b - 1, b % columns > 0));
    t += 2 * (u > 0 ? size(plane, f - SIDE, b, f != SIDE) : 0);
    t += 2 * (v > 0 ? size(plane, f - 1, b, f != 1) : 0);
    int neighbour = f == AREA - 1 ? f - 1 : f + 1;
    t += size(plane, neighbour, b - columns, true) + size(plane, neighbour, b - 1, b % columns > 0);
    int c = 0;
    while (c < THRESHOLDS.length && t >= THRESHOLDS[c]) {
      c++;
    }
    return c;
  }

  private int size(int plane, int f, int b, boolean known) {
    return known && b >= 0 && f != 0 ? Math.abs(levels[plane * AREA + f][b]) : 0;
  }

  /** n times the empirical entropy, and ½ log2 n bits for each value that occurs. */
  private static double entropy(int[] values) {
    Arrays.sort(values);
    double n = values.length;
    double bits = 0;
    int from = 0;
    while (from < values.length) {
      int to = from;
      while (to < values.length && values[to] == values[from]) {
        to++;
      }
      bits += (to - from) * log2(n / (to - from)) + 0.5 * log2(n);
      from = to;
    }
    return bits;
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  private Bitmap show(double[][] planes, int width, int height) {
    Bitmap out = Bitmap.blank(width, height, 3);
    for (int i = 0; i < width * height; i++) {
      int at = i / width * columns * SIDE + i % width;
      double y = planes[0][at] + 128;
      double cb = planes[1][at];
      double cr = planes[2][at];
      double[] rgb = {y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb};
      for (int c = 0; c < 3; c++) {
        out.planes().get(c)[i] = (byte) Math.clamp(Math.round(rgb[c]), 0, 255);
      }
    }
    return out;
  }
}

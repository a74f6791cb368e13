package offprint.kernels.render;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.image.Bitmap;

/**
 * Linear radiance by pixel, row 0 on top.
 *
 * @param rgb red, green, blue of each pixel [3 · width · height]
 */
public record RadianceImage(int width, int height, double[] rgb) {
  public RadianceImage {
    if (rgb.length != 3 * width * height) {
      throw new IllegalArgumentException(
          "an image of %d x %d must have %d numbers: got %d"
              .formatted(width, height, 3 * width * height, rgb.length));
    }
  }

  /** Luminance by pixel [width · height]. */
  public double[] luminance() {
    double[] luminance = new double[width * height];
    for (int i = 0; i < luminance.length; i++) {
      luminance[i] = Luminance.of(rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]);
    }
    return luminance;
  }

  /** Σ |I - R| / Σ R over all numbers of both images. */
  public double error(RadianceImage reference) {
    double gap = 0;
    double sum = 0;
    for (int i = 0; i < rgb.length; i++) {
      gap += Math.abs(rgb[i] - reference.rgb[i]);
      sum += reference.rgb[i];
    }
    return gap / sum;
  }

  /** The image times {@code exposure}, in sRGB, clipped. */
  public Bitmap bitmap(double exposure) {
    byte[][] planes = new byte[3][width * height];
    for (int i = 0; i < rgb.length; i++) {
      double x = Math.clamp(rgb[i] * exposure, 0, 1);
      double s = x <= 0.0031308 ? 12.92 * x : 1.055 * Math.pow(x, 1 / 2.4) - 0.055;
      planes[i % 3][i / 3] = (byte) Math.round(255 * s);
    }
    return new Bitmap(width, height, List.of(planes));
  }

  /** The exposure that puts the 95 % quantile of the luminance at 0.8; 1 for a black image. */
  public double exposure() {
    double[] sorted = luminance();
    Arrays.sort(sorted);
    double bright = sorted[(int) (0.95 * (sorted.length - 1))];
    return bright > 0 ? 0.8 / bright : 1;
  }

  /** Writes a colour .pfm: 32-bit floats, lowest row first. */
  public void writePfm(OutputStream out) throws IOException {
    out.write("PF\n%d %d\n-1.0\n".formatted(width, height).getBytes(StandardCharsets.US_ASCII));
    ByteBuffer row = ByteBuffer.allocate(12 * width).order(ByteOrder.LITTLE_ENDIAN);
    for (int y = height - 1; y >= 0; y--) {
      row.clear();
      for (int i = 3 * y * width; i < 3 * (y + 1) * width; i++) {
        row.putFloat((float) rgb[i]);
      }
      out.write(row.array());
    }
  }

  /**
   * Reads a colour .pfm.
   *
   * @throws IllegalArgumentException if it is none or is cut off
   */
  public static RadianceImage readPfm(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    String magic = word(data);
    if (!magic.equals("PF")) {
      throw new IllegalArgumentException("a .pfm of colours must begin with PF: got " + magic);
    }
    int width;
    int height;
    double scale;
    try {
      width = Integer.parseInt(word(data));
      height = Integer.parseInt(word(data));
      scale = Double.parseDouble(word(data));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a .pfm must have width, height and scale", e);
    }
    Bitmap.requireSize(width, height);
    byte[] bytes = data.readNBytes(12 * width * height);
    if (bytes.length < 12 * width * height) {
      throw new IllegalArgumentException(
          "a .pfm of %d x %d must have %d bytes of pixels: got %d"
              .formatted(width, height, 12 * width * height, bytes.length));
    }
    ByteBuffer floats =
        ByteBuffer.wrap(bytes).order(scale < 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    double[] rgb = new double[3 * width * height];
    for (int y = height - 1; y >= 0; y--) {
      for (int i = 3 * y * width; i < 3 * (y + 1) * width; i++) {
        rgb[i] = floats.getFloat();
      }
    }
    return new RadianceImage(width, height, rgb);
  }

  private static String word(DataInputStream data) throws IOException {
    StringBuilder word = new StringBuilder();
    for (int c = data.read(); c > ' ' && word.length() < 20; c = data.read()) {
      word.append((char) c);
    }
    return word.toString();
  }
}

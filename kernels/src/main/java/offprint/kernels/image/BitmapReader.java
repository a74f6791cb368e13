package offprint.kernels.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads PNG, JPEG, GIF, BMP, PPM and PGM. */
public final class BitmapReader {
  private BitmapReader() {}

  /**
   * A picture and what was changed on the way to 8 bits.
   *
   * @param notices sentences for the reader; empty where nothing was
   */
  public record Decoded(Bitmap bitmap, List<String> notices) {}

  /**
   * @throws IllegalArgumentException if this is no such picture, or larger than a {@link Bitmap}
   *     may be; nothing is allocated for it then
   */
  public static Decoded read(InputStream in) throws IOException {
    byte[] file = in.readAllBytes();
    if (file.length > 2 && file[0] == 'P' && (file[1] == '5' || file[1] == '6')) {
      return Netpbm.read(file);
    }
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new IllegalArgumentException("the picture must be PNG, JPEG, GIF, BMP, PPM or PGM");
      }
      ImageReader reader = readers.next();
      reader.setInput(stream);
      try {
        return decode(reader);
      } finally {
        reader.dispose();
      }
    }
  }

  private static Decoded decode(ImageReader reader) throws IOException {
    List<String> notices = new ArrayList<>();
    BufferedImage image;
    try {
      Bitmap.requireSize(reader.getWidth(0), reader.getHeight(0));
      if (reader.getNumImages(true) > 1) {
        notices.add("The file has several pictures; the first was taken.");
      }
      image = reader.read(0);
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "the picture does not read as %s: %s".formatted(format(reader), e.getMessage()), e);
    }
    return new Decoded(bitmap(image, notices), notices);
  }

  private static String format(ImageReader reader) throws IOException {
    return reader.getFormatName();
  }

  private static Bitmap bitmap(BufferedImage image, List<String> notices) {
    ColorModel model = image.getColorModel();
    int space = model.getColorSpace().getType();
    boolean plain =
        !(model instanceof IndexColorModel)
            && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB)
            && !model.isAlphaPremultiplied();
    if (plain && model.getComponentSize(0) >= 8) {
      return samples(image.getRaster(), model, image, notices);
    }
    return colours(image);
  }

  private static Bitmap samples(
      Raster raster, ColorModel model, BufferedImage image, List<String> notices) {
    int bits = model.getComponentSize(0);
    int channels = model.getNumComponents();
    if (raster.getNumBands() != channels) {
      return colours(image);
    }
    if (bits > 8) {
      notices.add("Samples of %d bits were rounded to 8.".formatted(bits));
    }
    int width = image.getWidth();
    int height = image.getHeight();
    Bitmap out = Bitmap.blank(width, height, channels);
    int[] row = new int[width];
    double scale = 255.0 / ((1L << bits) - 1);
    for (int c = 0; c < channels; c++) {
      byte[] plane = out.planes().get(c);
      for (int y = 0; y < height; y++) {
        raster.getSamples(0, y, width, 1, c, row);
        for (int x = 0; x < width; x++) {
          plane[y * width + x] = (byte) Math.round(row[x] * scale);
        }
      }
    }
    return out;
  }

  /** Through Java's conversion to sRGB: palettes and other colour spaces. */
  private static Bitmap colours(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    boolean alpha = image.getColorModel().hasAlpha();
    Bitmap out = Bitmap.blank(width, height, alpha ? 4 : 3);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        out.planes().get(0)[at] = (byte) (row[x] >> 16);
        out.planes().get(1)[at] = (byte) (row[x] >> 8);
        out.planes().get(2)[at] = (byte) row[x];
        if (alpha) {
          out.planes().get(3)[at] = (byte) (row[x] >>> 24);
        }
      }
    }
    return out;
  }
}

package offprint.kernels.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.ImageOutputStream;

/** Baseline JPEG as a yardstick: chroma 4:2:0, Huffman tables fitted to the picture. */
public final class JpegCodec {
  private JpegCodec() {}

  /**
   * The file of a picture without alpha.
   *
   * @param quality 1 (coarse) to 100, the scale of the standard quantisation tables
   */
  public static byte[] encode(Bitmap picture, int quality) {
    return encode(BitmapWriter.image(picture.opaque()), quality);
  }

  /** The file of the greatest quality with at most so many bytes, or of quality 1. */
  public static byte[] within(Bitmap picture, int bytes) {
    BufferedImage image = BitmapWriter.image(picture.opaque());
    byte[] best = encode(image, 1);
    int low = 1;
    int high = 100;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      byte[] file = encode(image, middle);
      if (file.length <= bytes) {
        low = middle;
        best = file;
      } else {
        high = middle - 1;
      }
    }
    return best;
  }

  private static byte[] encode(BufferedImage image, int quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      JPEGImageWriteParam param = new JPEGImageWriteParam(null);
      param.setCompressionMode(JPEGImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality / 100f);
      param.setOptimizeHuffmanTables(true);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** The picture of a file. */
  public static Bitmap decode(byte[] file) {
    try {
      return BitmapReader.read(new ByteArrayInputStream(file)).bitmap();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

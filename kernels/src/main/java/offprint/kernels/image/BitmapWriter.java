package offprint.kernels.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Writes pictures as PNG. */
public final class BitmapWriter {
  private BitmapWriter() {}

  /** The PNG file. */
  public static byte[] png(Bitmap picture) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image(picture), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** As Java's picture, with sample values unchanged. */
  static BufferedImage image(Bitmap picture) {
    int channels = picture.channels();
    int pixels = picture.width() * picture.height();
    byte[] samples = new byte[pixels * channels];
    for (int c = 0; c < channels; c++) {
      byte[] plane = picture.planes().get(c);
      for (int i = 0; i < pixels; i++) {
        samples[i * channels + c] = plane[i];
      }
    }
    ColorSpace space =
        ColorSpace.getInstance(picture.colours() == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
    ComponentColorModel model =
        new ComponentColorModel(
            space,
            picture.hasAlpha(),
            false,
            picture.hasAlpha() ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    PixelInterleavedSampleModel layout =
        new PixelInterleavedSampleModel(
            DataBuffer.TYPE_BYTE,
            picture.width(),
            picture.height(),
            channels,
            channels * picture.width(),
            IntStream.range(0, channels).toArray());
    WritableRaster raster =
        Raster.createWritableRaster(layout, new DataBufferByte(samples, samples.length), null);
    return new BufferedImage(model, raster, false, null);
  }
}

package offprint.papers.mlicv2;

import java.util.List;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapWriter;
import offprint.kernels.image.Distortion;
import offprint.method.Picture;

/**
 * A part of the original, of the decoded picture and of JPEG with no more bytes, in one picture.
 */
final class SideBySide {
  private static final int MOST_WIDTH = 512;
  private static final int MOST_HEIGHT = 512;
  private static final int GAP = 8;

  private SideBySide() {}

  /**
   * @param jpeg the original through JPEG at about as many bytes
   * @param jpegBytes so many
   */
  static Picture of(Bitmap original, Bitmap decoded, int bytes, Bitmap jpeg, int jpegBytes) {
    Bitmap plain = original.rgb();
    Bitmap ours = decoded.rgb();
    int width = Math.min(MOST_WIDTH, plain.width());
    int height = Math.min(MOST_HEIGHT, plain.height());
    int left = (plain.width() - width) / 2;
    int top = (plain.height() - height) / 2;
    Bitmap all = Bitmap.blank(3 * width + 2 * GAP, height, 3);
    int at = 0;
    for (Bitmap part : List.of(plain, ours, jpeg)) {
      Bitmap cut = part.crop(left, top, width, height);
      for (int c = 0; c < 3; c++) {
        for (int row = 0; row < height; row++) {
          System.arraycopy(
              cut.planes().get(c), row * width, all.planes().get(c), row * all.width() + at, width);
        }
      }
      at += width + GAP;
    }
    String title =
        "Original; ours, %,d bytes, %.2f dB; JPEG, %,d bytes, %.2f dB"
            .formatted(
                bytes, Distortion.psnr(plain, ours), jpegBytes, Distortion.psnr(plain, jpeg));
    return Picture.ofPng(
        title, "The middle of the picture three times: " + title, BitmapWriter.png(all));
  }
}

package offprint.papers.spatiotemporalentropy;

import java.util.List;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapWriter;
import offprint.method.Picture;

/** Pictures for the report. */
final class Pictures {
  private static final int GAP = 8;
  private static final int LEAST_WIDTH = 1000;
  private static final int MOST_SCALE = 3;

  private Pictures() {}

  /** Equally large pictures in a row, small ones enlarged by a whole factor. */
  static Picture sideBySide(String title, List<String> names, List<Bitmap> pictures) {
    Bitmap first = pictures.getFirst();
    int n = pictures.size();
    int scale = Math.clamp(LEAST_WIDTH / (n * first.width()), 1, MOST_SCALE);
    int w = scale * first.width();
    int h = scale * first.height();
    Bitmap all = Bitmap.blank(n * w + (n - 1) * GAP, h, 3);
    for (int p = 0; p < n; p++) {
      for (int c = 0; c < 3; c++) {
        for (int row = 0; row < h; row++) {
          int to = row * all.width() + p * (w + GAP);
          for (int column = 0; column < w; column++) {
            all.planes().get(c)[to + column] =
                (byte) pictures.get(p).at(c, row / scale, column / scale);
          }
        }
      }
    }
    return Picture.ofPng(
        "%s (left to right: %s)".formatted(title, String.join(", ", names)),
        title,
        BitmapWriter.png(all));
  }
}

package offprint.papers.mlicv2;

import offprint.kernels.image.Bitmap;
import offprint.kernels.neural.FeatureMaps;

/** Between 8-bit pictures and maps of 0 … 1. */
final class Pixels {
  private Pixels() {}

  /**
   * A part of a picture, its outermost rows and columns repeated beyond the edge: [3, height,
   * width].
   */
  static FeatureMaps tile(Bitmap rgb, int top, int left, int height, int width) {
    FeatureMaps x = new FeatureMaps(3, height, width);
    for (int c = 0; c < 3; c++) {
      for (int row = 0; row < height; row++) {
        int r = Math.clamp(top + row, 0, rgb.height() - 1);
        for (int column = 0; column < width; column++) {
          int k = Math.clamp(left + column, 0, rgb.width() - 1);
          x.set(c, row, column, rgb.at(c, r, k) / 255f);
        }
      }
    }
    return x;
  }

  /**
   * A window of a picture.
   *
   * @param sourceTop row of the picture at which the source begins
   */
  record Window(int top, int left, int sourceTop, int sourceLeft, int height, int width) {}

  /** Writes a window, rounded to 8 bits; a grey picture gets the mean of the colours. */
  static void put(FeatureMaps x, Bitmap picture, Window window) {
    for (int row = 0; row < window.height; row++) {
      for (int column = 0; column < window.width; column++) {
        int r = window.top + row - window.sourceTop;
        int k = window.left + column - window.sourceLeft;
        int to = (window.top + row) * picture.width() + window.left + column;
        if (picture.channels() == 1) {
          picture.planes().getFirst()[to] =
              sample((x.at(0, r, k) + x.at(1, r, k) + x.at(2, r, k)) / 3);
        } else {
          for (int c = 0; c < 3; c++) {
            picture.planes().get(c)[to] = sample(x.at(c, r, k));
          }
        }
      }
    }
  }

  private static byte sample(float value) {
    return (byte) Math.rint(Math.clamp(value, 0, 1) * 255f);
  }
}

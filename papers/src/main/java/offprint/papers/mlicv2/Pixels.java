package offprint.papers.mlicv2;

import offprint.kernels.image.Bitmap;
import offprint.kernels.neural.FeatureMaps;

/** Converts between 8-bit pictures and maps of 0 … 1. */
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
   * Writes an area of a picture, rounded to 8 bits; a grey picture gets the mean of the colours.
   *
   * @param top row of {@code x} at which the area begins
   * @param left its column
   */
  static void put(FeatureMaps x, int top, int left, Bitmap picture, PictureCodec.Area area) {
    for (int row = 0; row < area.height(); row++) {
      for (int column = 0; column < area.width(); column++) {
        int r = top + row;
        int k = left + column;
        int to = (area.top() + row) * picture.width() + area.left() + column;
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

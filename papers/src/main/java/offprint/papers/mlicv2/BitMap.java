package offprint.papers.mlicv2;

import java.util.Arrays;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapWriter;
import offprint.kernels.neural.FeatureMaps;
import offprint.method.Picture;

/** Where the bits of a picture lie: from black, none, over red to white, the most. */
final class BitMap {
  private static final int MOST_WIDTH = 768;

  /** The share of places that may be whiter than white. */
  private static final double OVER = 0.01;

  private BitMap() {}

  /**
   * @param places bits at each position, [1, h, w]
   * @param stride pixels of a position's side
   */
  static Picture of(FeatureMaps places, int stride) {
    float[] sorted = places.values().clone();
    Arrays.sort(sorted);
    float white = Math.max(1, sorted[(int) ((sorted.length - 1) * (1 - OVER))]);
    int cell = Math.max(1, Math.min(stride, MOST_WIDTH / places.width()));
    Bitmap map = Bitmap.blank(places.width() * cell, places.height() * cell, 3);
    for (int row = 0; row < map.height(); row++) {
      for (int column = 0; column < map.width(); column++) {
        double heat = Math.clamp(places.at(0, row / cell, column / cell) / white, 0, 1);
        for (int c = 0; c < 3; c++) {
          double part = Math.clamp(3 * heat - c, 0, 1);
          map.planes().get(c)[row * map.width() + column] = (byte) Math.round(255 * part);
        }
      }
    }
    String title =
        "Bits of each block of %d x %d pixels: black 0, white %.0f and more"
            .formatted(stride, stride, white);
    return Picture.ofPng(title, title, BitmapWriter.png(map));
  }
}

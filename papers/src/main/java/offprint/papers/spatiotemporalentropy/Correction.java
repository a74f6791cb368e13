package offprint.papers.spatiotemporalentropy;

import offprint.kernels.neural.Engine;
import offprint.kernels.neural.Maps;

/**
 * Q: what is added to a decoded frame, 64 Q(x/64), by two convolutions on six planes of half size:
 * the four phases of luma, blue, red.
 *
 * @param <T> maps [6, h/2, w/2]
 */
record Correction<T>(Engine<T> engine) {
  static final String NAME = "correct.";
  static final int PLANES = 6;
  static final int HIDDEN = 32;
  private static final double UNIT = 64;

  T apply(T x) {
    T inner = engine.convolve(NAME + "in", engine.scale(x, 1 / UNIT), 1);
    T added = engine.convolve(NAME + "out", engine.leakyRelu(inner), 1);
    return engine.add(x, engine.scale(added, UNIT));
  }

  /**
   * @param planes see {@link Cosine#planes}
   * @param width of the chroma planes
   */
  static Maps pack(double[][] planes, int height, int width) {
    Maps maps = new Maps(PLANES, height, width);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int i = row * width + column;
        for (int phase = 0; phase < 4; phase++) {
          int at = (2 * row + phase / 2) * 2 * width + 2 * column + phase % 2;
          maps.values()[phase * maps.area() + i] = (float) planes[0][at];
        }
        maps.values()[4 * maps.area() + i] = (float) planes[1][i];
        maps.values()[5 * maps.area() + i] = (float) planes[2][i];
      }
    }
    return maps;
  }
}

package offprint.papers.spatiotemporalentropy;

import java.util.List;
import offprint.kernels.neural.Engine;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.torch.Safetensors;

/**
 * Q: what is added to a decoded frame x, unit · Q(x/unit), by convolutions on six planes of half
 * size: the four phases of luma, blue, red. The deep form has three layers, the step of the
 * quantiser for its unit, and is told the place within the block, so that it can see where blocks
 * meet; models of before have the other, of two layers and 64 for its unit.
 *
 * @param <T> maps [6, h/2, w/2]
 */
record Correction<T>(Engine<T> engine, boolean deep) {
  static final String NAME = "correct.";
  static final int PLANES = 6;
  static final int PLACES = 4;
  static final int HIDDEN = 32;
  private static final String MIDDLE = NAME + "middle";
  private static final double UNIT = 64;
  private static final int SIDE = 8;
  private static final float HALF = 3.5f;

  /** The name of a weight that only the deep form has. */
  static final String DEEP_WEIGHT = MIDDLE + ".weight";

  /** True if a model file has a correction. */
  static boolean in(Safetensors file) {
    return file.tensors().containsKey(NAME + "in.weight");
  }

  /** True if its correction is of the deep form. */
  static boolean deepIn(Safetensors file) {
    return file.tensors().containsKey(DEEP_WEIGHT);
  }

  double unit(int quality) {
    return deep ? Levels.step(quality) : UNIT;
  }

  /**
   * Q in units.
   *
   * @param x in units
   * @param place what {@link #places} gives; only the deep form looks
   */
  T added(T x, T place) {
    T inner = convolve("in", deep ? engine.concat(List.of(x, place)) : x);
    if (deep) {
      inner = convolve("middle", engine.leakyRelu(inner));
    }
    return convolve("out", engine.leakyRelu(inner));
  }

  private T convolve(String name, T x) {
    return engine.convolve(NAME + name, x, 1);
  }

  /** A frame with what is added to it. */
  static FeatureMaps apply(Correction<FeatureMaps> correction, FeatureMaps x, int quality) {
    double unit = correction.unit(quality);
    Engine<FeatureMaps> engine = correction.engine;
    FeatureMaps added = correction.added(engine.scale(x, 1 / unit), places(x.height(), x.width()));
    return engine.add(x, engine.scale(added, unit));
  }

  /** The column within the block of 8, from -1 to 1, and its square; the same of the row. */
  static FeatureMaps places(int height, int width) {
    FeatureMaps maps = new FeatureMaps(PLACES, height, width);
    for (int i = 0; i < maps.area(); i++) {
      float column = (i % width % SIDE - HALF) / HALF;
      float row = (i / width % SIDE - HALF) / HALF;
      float[] all = {column, column * column, row, row * row};
      for (int k = 0; k < PLACES; k++) {
        maps.values()[k * maps.area() + i] = all[k];
      }
    }
    return maps;
  }

  /**
   * @param planes see {@link Cosine#planes}
   * @param width of the chroma planes
   */
  static FeatureMaps pack(double[][] planes, int height, int width) {
    FeatureMaps maps = new FeatureMaps(PLANES, height, width);
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

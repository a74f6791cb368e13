package offprint.papers.mlicv2;

import java.util.List;
import offprint.kernels.neural.Engine;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.Layers;
import offprint.kernels.neural.TokenMixing;

/**
 * The last part of g_s: a correction of the linearly decoded picture, at a quarter of its
 * resolution, by two blocks of simple token mixing (STM).
 *
 * @param <T> maps
 */
record Enhancement<T>(Engine<T> engine) {
  static final String OUT = "enhance.out";

  /** Pixels of a side that become channels. */
  static final int FOLD = 4;

  private static final int COLOURS = 3 * FOLD * FOLD;
  private static final int WIDTH = 32;

  /** Unit of the network's output, in steps: about the standard deviation of the correction. */
  private static final double RANGE = 0.05;

  static void declare(Layers layers) {
    layers.convolution("enhance.in", COLOURS + 2 * FOLD + 1, WIDTH, 3);
    for (int i = 0; i < 2; i++) {
      layers.mixing("enhance.mix" + i, WIDTH);
    }
    layers.zero(OUT, WIDTH, COLOURS, 3);
  }

  /**
   * @param x the decoded picture, [3, height, width] in 0 … 1, sides multiples of the stride
   * @param places see {@link #places}
   * @param gain of the quality, [1, height/4, width/4]
   * @return what to add, in steps of the quantiser, [3, height, width]
   */
  T correction(T x, T places, T gain) {
    T colours = engine.scale(engine.shift(engine.pixelUnshuffle(x, FOLD), -0.5), 2);
    T u = engine.convolve("enhance.in", engine.concat(List.of(colours, places, gain)), 1);
    for (int i = 0; i < 2; i++) {
      u = new TokenMixing<>(engine).mix("enhance.mix" + i, u);
    }
    return engine.pixelShuffle(engine.scale(engine.convolve(OUT, u, 1), RANGE), FOLD);
  }

  /** The place inside the block: 1 in the map of its row and in that of its column, [8, h, w]. */
  static FeatureMaps places(int height, int width, int stride) {
    FeatureMaps out = new FeatureMaps(2 * FOLD, height, width);
    int period = stride / FOLD;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        out.set(row % period * FOLD / period, row, column, 1);
        out.set(FOLD + column % period * FOLD / period, row, column, 1);
      }
    }
    return out;
  }
}

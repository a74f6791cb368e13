package offprint.papers.mlicv2;

import java.util.Arrays;
import offprint.kernels.neural.Engine;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.TokenMixing;

/**
 * The last part of g_s: a correction of the linearly decoded picture, at a quarter of its
 * resolution, by two blocks of simple token mixing (STM).
 *
 * @param <T> maps
 */
record Enhancement<T>(Engine<T> engine) {
  /** Pixels of a side that become channels. */
  static final int FOLD = 4;

  static final int COLOURS = 3 * FOLD * FOLD;

  /** Folded colours, the place inside the block in both directions, the gain. */
  static final int INPUTS = COLOURS + 2 * FOLD + 1;

  /** Rows and columns of folded pixels around a place that it depends on. */
  static final int REACH = 12;

  /** Unit of the network's output, in steps: about the spread of what is missing. */
  private static final double RANGE = 0.05;

  /**
   * @param folded [57, h, w], see {@link #fold}
   * @return [48, h, w]: what to add, in steps of the quantiser
   */
  T correction(T folded) {
    T x = engine.convolve("enhance.in", folded, 1);
    for (int i = 0; i < 2; i++) {
      x = new TokenMixing<>(engine).mix("enhance.mix" + i, x);
    }
    return engine.scale(engine.convolve("enhance.out", x, 1), RANGE);
  }

  /**
   * The network's input.
   *
   * @param x [3, height, width] in 0 … 1, sides multiples of the stride
   * @param gain of the quality
   */
  static FeatureMaps fold(FeatureMaps x, int stride, float gain) {
    FeatureMaps colours = foldColours(x);
    FeatureMaps out = new FeatureMaps(INPUTS, colours.height(), colours.width());
    for (int i = 0; i < colours.values().length; i++) {
      out.values()[i] = (colours.values()[i] - 0.5f) * 2;
    }
    float[] places = places(out.height(), out.width(), stride).values();
    System.arraycopy(places, 0, out.values(), COLOURS * out.area(), places.length);
    Arrays.fill(out.values(), (INPUTS - 1) * out.area(), INPUTS * out.area(), gain);
    return out;
  }

  /** The place inside the block: 1 in the map of its row and in that of its column. */
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

  /** [3, height, width] to [48, height/4, width/4]. */
  static FeatureMaps foldColours(FeatureMaps x) {
    FeatureMaps out = new FeatureMaps(COLOURS, x.height() / FOLD, x.width() / FOLD);
    for (int c = 0; c < COLOURS; c++) {
      int place = c % (FOLD * FOLD);
      for (int row = 0; row < out.height(); row++) {
        for (int column = 0; column < out.width(); column++) {
          int r = row * FOLD + place / FOLD;
          out.set(c, row, column, x.at(c / (FOLD * FOLD), r, column * FOLD + place % FOLD));
        }
      }
    }
    return out;
  }

  /** Adds {@code step} times a correction [48, h, w] to a picture [3, 4 h, 4 w]. */
  static void addTo(FeatureMaps x, FeatureMaps correction, float step) {
    for (int c = 0; c < COLOURS; c++) {
      int place = c % (FOLD * FOLD);
      for (int row = 0; row < correction.height(); row++) {
        for (int column = 0; column < correction.width(); column++) {
          int r = row * FOLD + place / FOLD;
          int k = column * FOLD + place % FOLD;
          float old = x.at(c / (FOLD * FOLD), r, k);
          x.set(c / (FOLD * FOLD), r, k, old + step * correction.at(c, row, column));
        }
      }
    }
  }
}

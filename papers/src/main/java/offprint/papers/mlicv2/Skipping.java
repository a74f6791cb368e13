package offprint.papers.mlicv2;

import java.util.List;
import offprint.kernels.neural.Engine;
import offprint.kernels.neural.Layers;

/**
 * Guided selective compression (GSC): chooses which elements of a pass are coded. Encoder and
 * decoder replace the others by their prediction.
 *
 * @param <T> maps
 */
record Skipping<T>(Engine<T> engine) {
  static final String OUT = "skip.out";

  /** Index of the least scale of the table that is 0.3 or more, less one half. */
  private static final double WIDE_SCALE = 8.5;

  private static final int WIDTH = 24;

  static void declare(Architecture a, Layers layers) {
    layers.convolution("skip.in", a.hyperChannels() + 3 * a.slice(), WIDTH, 3);
    layers.convolution(OUT, WIDTH, a.slice(), 1);
  }

  /** The hyperprior, means, scale indices and whether σ ≥ 0.3. */
  T input(EntropyModel.Hyper<T> hyper, EntropyModel.Gaussians<T> law) {
    T mean = engine.scale(engine.clamp(law.mean(), -8, 8), 0.5);
    T index = engine.scale(law.index(), 1.0 / 16);
    T wide = engine.atLeast(law.index(), WIDE_SCALE);
    return engine.concat(List.of(hyper.both(engine), mean, index, wide));
  }

  /** ln of the odds that an element is not 0, [s, h, w]; below 0 it is not coded. */
  T odds(T input) {
    return engine.convolve(OUT, engine.gelu(engine.convolve("skip.in", input, 1)), 1);
  }
}

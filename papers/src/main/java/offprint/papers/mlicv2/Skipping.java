package offprint.papers.mlicv2;

import java.util.List;
import offprint.kernels.neural.Engine;

/**
 * Guided selective compression (GSC): which elements of a pass are coded at all. The others are
 * what the references say, for encoder and decoder alike.
 *
 * @param <T> maps
 */
record Skipping<T>(Engine<T> engine) {
  /** Index of the least scale of the table that is 0.3 or more, less one half. */
  private static final double WIDE_SCALE = 8.5;

  /** Channels of the input. */
  static int inputs(Architecture a) {
    return a.said() + 3 * a.slice();
  }

  /** The hyperprior, means, scale indices and whether σ ≥ 0.3. */
  T input(Hyperprior.Said<T> said, Context.Gaussians<T> law) {
    T mean = engine.scale(engine.clamp(law.mean(), -8, 8), 0.5);
    T index = engine.scale(law.index(), 1.0 / 16);
    T wide = engine.atLeast(law.index(), WIDE_SCALE);
    return engine.concat(List.of(said.both(engine), mean, index, wide));
  }

  /** ln of the odds that an element is not 0, [s, h, w]; below 0 it is not coded. */
  T odds(T input) {
    return engine.convolve("skip.out", engine.gelu(engine.convolve("skip.in", input, 1)), 1);
  }
}

package offprint.papers.spatiotemporalentropy;

import java.util.List;
import offprint.kernels.neural.Engine;
import org.jspecify.annotations.Nullable;

/**
 * The convolutions of one entropy model: hyperprior (HE, HD), temporal prior (TPM), spatial prior
 * (SPM) and where they meet (EPM). Latents come in divided by 4.
 *
 * @param <T> maps
 * @param prefix of the weights' names
 */
record PriorNetwork<T>(Engine<T> engine, String prefix) {
  static final double CALM = 0.25;

  /** z before rounding: [Z, ⌈h/4⌉, ⌈w/4⌉] of y and, in a video model, y'. */
  T analyse(T y, @Nullable T before) {
    T input = before == null ? y : engine.concat(List.of(y, before));
    T x = engine.leakyRelu(convolve("hyper.in", engine.scale(input, CALM), 1));
    x = engine.leakyRelu(convolve("hyper.down1", x, 2));
    return convolve("hyper.down2", x, 2);
  }

  /** ψ = HD(z): [hidden, height, width]. */
  T said(T z, int height, int width) {
    T x = engine.leakyRelu(engine.pixelShuffle(convolve("hyper.up1", z, 1)));
    x = engine.leakyRelu(engine.pixelShuffle(convolve("hyper.up2", x, 1)));
    return engine.crop(convolve("hyper.out", x, 1), height, width);
  }

  /** τ = TPM(y'): [hidden, height, width]. */
  T temporal(T before) {
    T x = engine.leakyRelu(convolve("temporal.in", engine.scale(before, CALM), 1));
    return convolve("temporal.out", x, 1);
  }

  /**
   * c = SPM(anchors), 0 at the anchors themselves: [spatial, height, width].
   *
   * @param anchors y at the anchors, 0 elsewhere
   * @param others [1, height, width]: 1 where no anchor is
   */
  T spatial(T anchors, T others) {
    return engine.multiply(convolve("spatial", engine.scale(anchors, CALM), 1), others);
  }

  /**
   * c = SPM by the taps that come before each place: [spatial, height, width].
   *
   * @param y of which only what comes before counts
   */
  T scanned(T y) {
    return engine.convolveBefore(prefix + "spatial", engine.scale(y, CALM));
  }

  /** EPM: means, then logarithms of scales, [2 M, height, width], of all that is said. */
  T joint(List<T> said) {
    T x = engine.leakyRelu(convolve("joint.in", engine.concat(said), 1));
    return convolve("joint.out", x, 1);
  }

  private T convolve(String name, T x, int stride) {
    return engine.convolve(prefix + name, x, stride);
  }
}

package offprint.papers.mlicv2;

import java.util.List;
import offprint.kernels.neural.Engine;

/**
 * The side information: z says of 4 x 4 positions what the first slice cannot see by itself.
 *
 * @param <T> maps
 */
record Hyperprior<T>(Engine<T> engine) {

  /**
   * What the hyperprior says of each position.
   *
   * @param plain [Nz, h, w]: z spread over the positions
   * @param curved [32, h, w]: a function of it
   */
  record Said<T>(T plain, T curved) {
    /** [Nz + 32, h, w]. */
    T both(Engine<T> engine) {
      return engine.concat(List.of(plain, curved));
    }
  }

  /**
   * h_a, at the encoder only: y and its log-magnitudes, means of 4 x 4, mixed.
   *
   * @param y [M, h, w] in steps of the quantiser; h and w multiples of 4
   * @return [Nz, h/4, w/4], not rounded
   */
  T analyse(T y) {
    T both = engine.concat(List.of(y, engine.logMagnitude(y)));
    return engine.convolve("hyper.analysis", engine.blockMean(both, 4), 1);
  }

  /**
   * h_s.
   *
   * @param z [Nz, h/4, w/4], whole numbers
   */
  Said<T> synthesise(T z) {
    T twice = engine.pixelShuffle(engine.convolve("hyper.up1", z, 1));
    T plain = engine.pixelShuffle(engine.convolve("hyper.up2", twice, 1));
    return new Said<>(plain, engine.gelu(engine.convolve("hyper.curve", plain, 1)));
  }
}

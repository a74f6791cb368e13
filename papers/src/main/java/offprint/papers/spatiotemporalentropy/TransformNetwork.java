package offprint.papers.spatiotemporalentropy;

import offprint.kernels.neural.Engine;
import offprint.kernels.torch.Safetensors;

/**
 * E and D: what is added to the cosine coefficients of a frame, 64 E(x/64), and to the frame that
 * they bring back, 64 D(u/64). E is three 5 x 5 convolutions of stride 2; D three times a 3 x 3
 * convolution and a pixel shuffle, which contains the 5 x 5 transposed convolution of stride 2.
 *
 * @param <T> maps
 */
record TransformNetwork<T>(Engine<T> engine) {
  static final String NAME = "transform.";
  static final double UNIT = 64;

  /** True if a model file has a learned transform. */
  static boolean in(Safetensors file) {
    return file.tensors().containsKey(NAME + "analyse.in.weight");
  }

  /**
   * @param x six planes of half size, [6, 8 h, 8 w]
   * @return [M, h, w]
   */
  T analyse(T x) {
    T inner = engine.leakyRelu(convolve("analyse.in", engine.scale(x, 1 / UNIT), 2));
    inner = engine.leakyRelu(convolve("analyse.middle", inner, 2));
    return engine.scale(convolve("analyse.out", inner, 2), UNIT);
  }

  /**
   * @param u restored coefficients, [M, h, w]
   * @return [6, 8 h, 8 w]
   */
  T synthesise(T u) {
    T inner = engine.scale(u, 1 / UNIT);
    inner = engine.leakyRelu(engine.pixelShuffle(convolve("synthesise.in", inner, 1)));
    inner = engine.leakyRelu(engine.pixelShuffle(convolve("synthesise.middle", inner, 1)));
    return engine.scale(engine.pixelShuffle(convolve("synthesise.out", inner, 1)), UNIT);
  }

  private T convolve(String name, T x, int stride) {
    return engine.convolve(NAME + name, x, stride);
  }
}

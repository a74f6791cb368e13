package offprint.papers.mlicv2;

import offprint.kernels.neural.DivisiveNormalization;
import offprint.kernels.neural.Engine;
import offprint.kernels.neural.TokenMixing;

/**
 * The networks g_a and g_s: each step halves or doubles the resolution, and between two steps
 * stands a block, of token mixing (STM) or residual with divisive normalization.
 *
 * @param <T> maps
 */
record LearnedTransform<T>(Architecture architecture, Engine<T> engine) {

  /**
   * g_a.
   *
   * @param x pixels − ½, [3, height, width]
   * @return [M, height/S, width/S]
   */
  T analyse(T x) {
    int last = architecture.halvings() - 1;
    T u = engine.convolve(analysis(0), x, 2);
    for (int i = 1; i <= last; i++) {
      u = block(analysisBlock(i), u, true);
      u = engine.convolve(analysis(i), u, 2);
    }
    return u;
  }

  /**
   * g_s.
   *
   * @param y [M, h, w]
   * @return [3, S h, S w]
   */
  T synthesise(T y) {
    int last = architecture.halvings() - 1;
    T u = up(synthesis(0), y);
    for (int i = 1; i <= last; i++) {
      u = block(synthesisBlock(i), u, false);
      u = up(synthesis(i), u);
    }
    return u;
  }

  static String analysis(int i) {
    return "analysis.down" + i;
  }

  static String analysisBlock(int i) {
    return "analysis.block" + i;
  }

  static String synthesis(int i) {
    return "synthesis.up" + i;
  }

  static String synthesisBlock(int i) {
    return "synthesis.block" + i;
  }

  private T up(String name, T x) {
    return engine.pixelShuffle(engine.convolve(name, x, 1));
  }

  private T block(String name, T x, boolean analysis) {
    if (architecture.networks().transform() == Networks.Transform.STM) {
      return new TokenMixing<>(engine).mix(name, x);
    }
    T u = engine.leakyRelu(engine.convolve(name + ".first", x, 1));
    u = engine.convolve(name + ".second", u, 1);
    DivisiveNormalization<T> gdn = new DivisiveNormalization<>(engine);
    return engine.add(x, analysis ? gdn.divide(name + ".gdn", u) : gdn.multiply(name + ".gdn", u));
  }
}

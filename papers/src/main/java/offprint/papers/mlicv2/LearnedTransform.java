package offprint.papers.mlicv2;

import offprint.kernels.neural.DivisiveNormalization;
import offprint.kernels.neural.Engine;
import offprint.kernels.neural.Layers;
import offprint.kernels.neural.TokenMixing;

/**
 * The networks g_a and g_s: each step halves or doubles the resolution, and between two steps
 * stands a block, of token mixing (STM) or residual with divisive normalization.
 *
 * @param <T> maps
 */
record LearnedTransform<T>(Architecture architecture, Engine<T> engine) {
  private static final String DOWN = "analysis.down";
  private static final String ANALYSIS = "analysis.block";
  private static final String UP = "synthesis.up";
  private static final String SYNTHESIS = "synthesis.block";

  /** Initial scale of the divisor of a residual block. */
  private static final double FIRST_GAMMA = 0.1;

  /**
   * Scale of the initial weights of the last layers if the networks stand beside the closed form.
   */
  private static final double QUIET = 0.1;

  static void declare(Architecture a, Layers layers) {
    if (!a.networks().learned()) {
      return;
    }
    int n = a.networks().channels();
    int last = a.halvings() - 1;
    double quiet = a.networks().closed() ? QUIET : 1;
    layers.convolution(DOWN + 0, 3, n, 5);
    for (int i = 1; i < last; i++) {
      block(ANALYSIS + i, a, layers);
      layers.convolution(DOWN + i, n, n, 3);
    }
    block(ANALYSIS + last, a, layers);
    Declaration.scaled(layers, DOWN + last, n, a.latent(), 3, quiet, quiet);
    layers.convolution(UP + 0, a.latent(), 4 * n, 3);
    for (int i = 1; i < last; i++) {
      block(SYNTHESIS + i, a, layers);
      layers.convolution(UP + i, n, 4 * n, 3);
    }
    block(SYNTHESIS + last, a, layers);
    Declaration.scaled(layers, UP + last, n, 12, 3, quiet, quiet);
  }

  private static void block(String name, Architecture a, Layers layers) {
    int n = a.networks().channels();
    if (a.networks().transform() == Networks.Transform.STM) {
      layers.mixing(name, n);
      return;
    }
    layers.convolution(name + ".first", n, n, 3);
    layers.convolution(name + ".second", n, n, 3);
    layers.divisive(name + ".gdn", n, FIRST_GAMMA);
  }

  /**
   * g_a.
   *
   * @param x pixels − ½, [3, height, width]
   * @return [M, height/S, width/S]
   */
  T analyse(T x) {
    int last = architecture.halvings() - 1;
    T u = engine.convolve(DOWN + 0, x, 2);
    for (int i = 1; i <= last; i++) {
      u = block(ANALYSIS + i, u, true);
      u = engine.convolve(DOWN + i, u, 2);
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
    T u = up(UP + 0, y);
    for (int i = 1; i <= last; i++) {
      u = block(SYNTHESIS + i, u, false);
      u = up(UP + i, u);
    }
    return u;
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

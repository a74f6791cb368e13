package offprint.papers.mlicv2;

import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import offprint.kernels.neural.Engine;
import offprint.kernels.torch.Safetensors;

/**
 * g_a and the first part of g_s: the Karhunen–Loève transform of blocks in closed form, undone by
 * its transpose, networks beside it, or networks alone.
 *
 * @param overlap of blocks that overlap; {@link Overlap#none} for others
 * @param <T> maps
 */
record PictureTransform<T>(Architecture architecture, Engine<T> engine, Overlap<T> overlap) {
  /** Axes of the closed form among the tensors of a model, [M, 3 · S · S]. */
  static final String BASIS = "transform.basis";

  private static final String ANALYSIS = "transform.analysis";
  private static final String SYNTHESIS = "transform.synthesis";

  /** The lapping of blocks before the transform and its inverse. */
  record Overlap<T>(UnaryOperator<T> lap, UnaryOperator<T> unlap) {
    static <T> Overlap<T> none() {
      return new Overlap<>(UnaryOperator.identity(), UnaryOperator.identity());
    }
  }

  /** The same transform without overlap. */
  PictureTransform<T> apart() {
    return new PictureTransform<>(architecture, engine, Overlap.none());
  }

  /** Weights that the engine needs beside those of the networks: the basis and its transpose. */
  static Map<String, Safetensors.Tensor> kernels(Architecture a, Safetensors file) {
    if (!a.networks().closed()) {
      return Map.of();
    }
    int m = a.latent();
    int pixels = 3 * a.stride() * a.stride();
    float[] basis = file.floats(BASIS, m, pixels);
    float[] turned = new float[basis.length];
    for (int i = 0; i < basis.length; i++) {
      turned[i % pixels * m + i / pixels] = basis[i];
    }
    return Map.of(
        ANALYSIS + ".weight", Safetensors.Tensor.of(basis, m, pixels, 1, 1),
        ANALYSIS + ".bias", Safetensors.Tensor.of(new float[m], m),
        SYNTHESIS + ".weight", Safetensors.Tensor.of(turned, pixels, m, 1, 1),
        SYNTHESIS + ".bias", Safetensors.Tensor.of(new float[pixels], pixels));
  }

  /** Share of the networks' output, beside the closed form or alone. */
  private double share() {
    return architecture.networks().closed() ? 0.1 : 1;
  }

  /**
   * @param x [3, height, width] in 0 … 1; sides multiples of S
   * @return [M, height/S, width/S]
   */
  T analyse(T x) {
    T y = null;
    if (architecture.networks().closed()) {
      T blocks = engine.pixelUnshuffle(centred(overlap.lap.apply(x)), architecture.stride());
      y = engine.convolve(ANALYSIS, blocks, 1);
    }
    if (architecture.networks().learned()) {
      T more = new LearnedTransform<>(architecture, engine).analyse(centred(x));
      y = y == null ? more : engine.add(y, engine.scale(more, share()));
    }
    return Objects.requireNonNull(y);
  }

  private T centred(T x) {
    return engine.shift(x, -0.5);
  }

  /**
   * The picture of a latent.
   *
   * @param y [M, h, w] in steps
   * @param scaled from steps to pixels of 0 … 1
   * @return [3, S h, S w], about 0 … 1
   */
  T synthesise(T y, UnaryOperator<T> scaled) {
    T x = null;
    if (architecture.networks().closed()) {
      T blocks = engine.convolve(SYNTHESIS, y, 1);
      T pixels = scaled.apply(engine.pixelShuffle(blocks, architecture.stride()));
      x = overlap.unlap.apply(engine.shift(pixels, 0.5));
    }
    if (architecture.networks().learned()) {
      T more = new LearnedTransform<>(architecture, engine).synthesise(y);
      more = scaled.apply(engine.scale(more, share()));
      x = x == null ? engine.shift(more, 0.5) : engine.add(x, more);
    }
    return Objects.requireNonNull(x);
  }
}

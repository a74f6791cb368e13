package offprint.papers.mlicv2;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.neural.Engine;
import offprint.kernels.neural.GlobalReference;
import offprint.kernels.neural.WindowReference;
import org.jspecify.annotations.Nullable;

/**
 * The references by attention, global and in a window, and the prediction of what rounding left.
 *
 * @param <T> maps
 */
record Attention<T>(Architecture architecture, Engine<T> engine) {

  static String interName(int slice) {
    return "slice" + slice + ".inter";
  }

  private References references() {
    return architecture.references();
  }

  /** Decoded values as the references see them; beside log-magnitudes, halved and bounded. */
  T seen(T decoded) {
    return architecture.logLinear() ? engine.scale(engine.clamp(decoded, -8, 8), 0.5) : decoded;
  }

  private T hyper(EntropyModel.Hyper<T> hyper) {
    return architecture.logLinear() ? hyper.both(engine) : hyper.plain();
  }

  private T look(String name, T queries, T keys, T values, @Nullable T allowed) {
    return new GlobalReference<>(engine, Architecture.HEADS, references().reweight())
        .look(name, queries, keys, values, allowed, references().position());
  }

  /** Global context of slice k in the slices before, for both passes; null where there is none. */
  @Nullable T inter(int slice, @Nullable T previous) {
    if (previous == null || !references().at(slice).inter()) {
      return null;
    }
    T seen = seen(previous);
    return look(interName(slice), seen, seen, seen, null);
  }

  /** What the other references give before a pass. */
  List<T> before(int slice, EntropyModel.Known<T> known) {
    References asked = references().at(slice);
    T previous = known.previous();
    T anchors = known.anchors();
    String name = EntropyModel.pass(slice, anchors == null);
    List<T> parts = new ArrayList<>();
    if (anchors != null && asked.window()) {
      T narrow =
          architecture.logLinear() ? engine.convolve(name + ".few", seen(anchors), 1) : anchors;
      parts.add(
          new WindowReference<>(engine, Architecture.HEADS)
              .look(name + ".window", narrow, known.mask(), references().position()));
    }
    if (previous == null && asked.hgcp()) {
      parts.add(guided(name + ".hgcp", known));
    }
    if (previous != null && anchors != null && asked.intra()) {
      int s = architecture.slice();
      T last = seen(engine.channels(previous, (slice - 1) * s, slice * s));
      T queries = engine.multiply(last, known.others());
      T keys = engine.multiply(last, known.mask());
      parts.add(look(name + ".intra", queries, keys, seen(anchors), known.mask()));
    }
    return parts;
  }

  /**
   * Hyperprior-guided correlation (HGCP): places that the hyperprior makes look alike; in the
   * anchors' pass what it says there, then the anchors' values.
   */
  private T guided(String name, EntropyModel.Known<T> known) {
    T hyper = hyper(known.hyper());
    T atAnchors = engine.multiply(hyper, known.mask());
    T atOthers = engine.multiply(hyper, known.others());
    T anchors = known.anchors();
    return anchors == null
        ? look(name, atAnchors, atOthers, atOthers, known.others())
        : look(name, atOthers, atAnchors, seen(anchors), known.mask());
  }

  /**
   * Latent residual prediction (LRP): what to add to the elements decoded in a pass.
   *
   * @param current this slice as far as it is decoded
   * @return [s, h, w] in −½ … ½ steps
   */
  T rest(int slice, boolean anchors, EntropyModel.Hyper<T> hyper, @Nullable T previous, T current) {
    String name = EntropyModel.pass(slice, anchors);
    List<T> parts = new ArrayList<>(List.of(hyper(hyper), seen(current)));
    if (previous != null) {
      parts.add(architecture.logLinear() ? 2 : 1, seen(previous));
    }
    T inner = engine.gelu(engine.convolve(name + ".rest1", engine.concat(parts), 1));
    return engine.scale(engine.tanh(engine.convolve(name + ".rest2", inner, 1)), 0.5);
  }
}

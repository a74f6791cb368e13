package offprint.papers.mlicv2;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.neural.Engine;
import offprint.kernels.neural.GlobalReference;
import offprint.kernels.neural.WindowReference;
import org.jspecify.annotations.Nullable;

/**
 * The global references, the local one by attention and the prediction of what rounding left. What
 * they say goes into the networks of {@link Context} through a layer that starts at 0.
 *
 * @param <T> maps
 */
record MoreReferences<T>(Architecture architecture, Engine<T> engine) {
  /** Bound of the predicted rest, in steps. */
  private static final double HALF = 0.5;

  /** Global context of slice k in the slices before, for both passes; null where there is none. */
  @Nullable T inter(int slice, @Nullable T previous) {
    if (previous == null || !references().at(slice).inter()) {
      return null;
    }
    T calm = calm(previous);
    return global().look(interName(slice), calm, calm, calm, null, references().position());
  }

  static String interName(int slice) {
    return "slice" + slice + ".inter";
  }

  private References references() {
    return architecture.references();
  }

  private GlobalReference<T> global() {
    return new GlobalReference<>(engine, Architecture.HEADS, references().reweight());
  }

  private T calm(T x) {
    return engine.scale(engine.clamp(x, -8, 8), 0.5);
  }

  /** What the references say before a pass, {@link Architecture#more} channels; null if nothing. */
  @Nullable T of(int slice, Context.Known<T> known) {
    References asked = references().at(slice);
    List<T> parts = new ArrayList<>();
    T inter = known.inter();
    if (inter != null) {
      parts.add(inter);
    }
    String name = Context.pass(slice, known.anchors() == null);
    T previous = known.previous();
    if (previous == null && asked.hgcp()) {
      parts.add(guided(name + ".hgcp", known));
    }
    T anchors = known.anchors();
    if (anchors != null && previous != null && asked.intra()) {
      parts.add(intra(name + ".intra", slice, previous, anchors, known));
    }
    if (anchors != null && asked.window()) {
      T few = engine.convolve(name + ".few", calm(anchors), 1);
      parts.add(
          new WindowReference<>(engine, Architecture.HEADS)
              .look(name + ".window", few, known.mask(), references().position()));
    }
    return parts.isEmpty() ? null : engine.concat(parts);
  }

  /**
   * Hyperprior-guided correlation (HGCP): places that the hyperprior makes look alike; in the
   * anchors' pass what it says there, then the anchors' values.
   */
  private T guided(String name, Context.Known<T> known) {
    T hyper = known.said().both(engine);
    T atAnchors = engine.multiply(hyper, known.mask());
    T atOthers = engine.multiply(hyper, known.others());
    T anchors = known.anchors();
    var position = references().position();
    return anchors == null
        ? global().look(name, atAnchors, atOthers, atOthers, known.others(), position)
        : global().look(name, atOthers, atAnchors, calm(anchors), known.mask(), position);
  }

  /** The likeness seen in the slice before, applied to this one's anchors. */
  private T intra(String name, int slice, T previous, T anchors, Context.Known<T> known) {
    int s = architecture.slice();
    T last = calm(engine.channels(previous, (slice - 1) * s, slice * s));
    return global()
        .look(
            name,
            engine.multiply(last, known.others()),
            engine.multiply(last, known.mask()),
            calm(anchors),
            known.mask(),
            references().position());
  }

  /**
   * Latent residual prediction (LRP): what to add to the elements decoded in a pass.
   *
   * @param current this slice as far as it is decoded
   * @param anchors whether the pass was the anchors'
   * @return [s, h, w] in −½ … ½ steps
   */
  T rest(int slice, boolean anchors, Hyperprior.Said<T> said, @Nullable T previous, T current) {
    String name = Context.pass(slice, anchors);
    List<T> parts = new ArrayList<>(List.of(said.both(engine), calm(current)));
    if (previous != null) {
      parts.add(calm(previous));
    }
    T inner = engine.gelu(engine.convolve(name + ".rest1", engine.concat(parts), 1));
    return engine.scale(engine.tanh(engine.convolve(name + ".rest2", inner, 1)), HALF);
  }
}

package offprint.papers.mlicv2;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.neural.Engine;
import offprint.kernels.neural.GlobalReference;
import offprint.kernels.neural.WindowReference;
import org.jspecify.annotations.Nullable;

/**
 * Networks alone, as the sheet has them: means and scales are what one network of three layers
 * makes of the hyperprior and of every reference that there is.
 *
 * @param <T> maps
 */
record NetworkModel<T>(Architecture architecture, Engine<T> engine) implements EntropyModel<T> {
  /** The scale index is 24 where the network gives 0, a deviation of 2.1. */
  static final double MIDDLE = 24;

  private static final double PER_UNIT = 4;
  private static final double HALF = 0.5;

  /** C3, C3 by 2, C3 by 2. */
  @Override
  public T analyse(T y) {
    T u = engine.gelu(engine.convolve("hyper.analysis0", y, 1));
    u = engine.gelu(engine.convolve("hyper.analysis1", u, 2));
    return engine.convolve("hyper.analysis2", u, 2);
  }

  /** Up, Up, C3: 2 M channels, of which the first M guide the global reference of slice 0. */
  @Override
  public Hyperprior.Said<T> synthesise(T z) {
    T u = engine.gelu(engine.pixelShuffle(engine.convolve("hyper.up0", z, 1)));
    u = engine.gelu(engine.pixelShuffle(engine.convolve("hyper.up1", u, 1)));
    T hyper = engine.convolve("hyper.out", u, 1);
    int m = architecture.latent();
    return new Hyperprior.Said<>(engine.channels(hyper, 0, m), engine.channels(hyper, m, 2 * m));
  }

  private References at(int slice) {
    return architecture.references().at(slice);
  }

  private GlobalReference<T> global() {
    return new GlobalReference<>(engine, Architecture.HEADS, architecture.references().reweight());
  }

  @Override
  public @Nullable T inter(int slice, @Nullable T previous) {
    if (previous == null || !at(slice).inter()) {
      return null;
    }
    return look(MoreReferences.interName(slice), previous, previous, previous, null);
  }

  private T look(String name, T queries, T keys, T values, @Nullable T allowed) {
    return global()
        .look(name, queries, keys, values, allowed, architecture.references().position());
  }

  @Override
  public Context.Gaussians<T> of(int slice, Context.Known<T> known) {
    References asked = at(slice);
    T anchors = known.anchors();
    T previous = known.previous();
    T inter = known.inter();
    String name = Context.pass(slice, anchors == null);
    List<T> parts = new ArrayList<>(List.of(known.said().plain(), known.said().curved()));
    if (inter != null) {
      parts.add(inter);
    }
    if (previous != null && architecture.channel()) {
      T inner = engine.gelu(engine.convolve(channelName(slice) + "1", previous, 1));
      parts.add(engine.convolve(channelName(slice) + "2", inner, 1));
    }
    if (anchors != null && asked.window()) {
      parts.add(
          new WindowReference<>(engine, Architecture.HEADS)
              .look(name + ".window", anchors, known.mask(), architecture.references().position()));
    }
    if (previous == null && asked.hgcp()) {
      parts.add(guided(name + ".hgcp", known));
    }
    if (anchors != null && previous != null && asked.intra()) {
      int s = architecture.slice();
      T last = engine.channels(previous, (slice - 1) * s, slice * s);
      parts.add(
          look(
              name + ".intra",
              engine.multiply(last, known.others()),
              engine.multiply(last, known.mask()),
              anchors,
              known.mask()));
    }
    T inner = engine.gelu(engine.convolve(name + ".net1", engine.concat(parts), 1));
    inner = engine.gelu(engine.convolve(name + ".net2", inner, 1));
    T both = engine.convolve(name + ".net3", inner, 1);
    int s = architecture.slice();
    T index = engine.shift(engine.scale(engine.channels(both, s, 2 * s), PER_UNIT), MIDDLE);
    return new Context.Gaussians<>(engine.channels(both, 0, s), engine.clamp(index, 0, 63));
  }

  static String channelName(int slice) {
    return "slice" + slice + ".channel";
  }

  /** Places that the hyperprior makes look alike. */
  private T guided(String name, Context.Known<T> known) {
    T atAnchors = engine.multiply(known.said().plain(), known.mask());
    T atOthers = engine.multiply(known.said().plain(), known.others());
    T anchors = known.anchors();
    return anchors == null
        ? look(name, atAnchors, atOthers, atOthers, known.others())
        : look(name, atOthers, atAnchors, anchors, known.mask());
  }

  @Override
  public T rest(
      int slice, boolean anchors, Hyperprior.Said<T> said, @Nullable T previous, T current) {
    String name = Context.pass(slice, anchors);
    List<T> parts = new ArrayList<>(List.of(said.plain()));
    if (previous != null) {
      parts.add(previous);
    }
    parts.add(current);
    T inner = engine.gelu(engine.convolve(name + ".rest1", engine.concat(parts), 1));
    return engine.scale(engine.tanh(engine.convolve(name + ".rest2", inner, 1)), HALF);
  }
}

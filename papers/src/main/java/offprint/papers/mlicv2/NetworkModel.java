package offprint.papers.mlicv2;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.neural.Engine;
import offprint.kernels.neural.Layers;

/**
 * Networks alone, as in the sheet: one network of three layers computes means and scales from the
 * hyperprior and all references.
 *
 * @param <T> maps
 */
record NetworkModel<T>(Architecture architecture, Engine<T> engine) implements EntropyModel<T> {
  private static final int CHANNEL_HIDDEN = 64;
  private static final int WIDE = 96;
  private static final int NARROW = 64;
  private static final int REST = 48;

  /** The scale index is 24 where the network gives 0, a deviation of 2.1. */
  static final double MIDDLE = 24;

  /** Scale of the initial weights of a network that gives means and scales. */
  private static final double HEAD = 0.3;

  /**
   * Scale of the initial weights of the last layer of h_a, large enough that z does not round to 0.
   */
  private static final double SIDE = 10;

  static void declare(Architecture a, Layers layers) {
    int m = a.latent();
    int z = Architecture.HYPER;
    layers.convolution("hyper.analysis0", m, z, 3);
    layers.convolution("hyper.analysis1", z, z, 3);
    Declaration.scaled(layers, "hyper.analysis2", z, z, 3, SIDE, 1);
    layers.convolution("hyper.up0", z, 4 * z, 3);
    layers.convolution("hyper.up1", z, 4 * m, 3);
    layers.convolution("hyper.out", m, 2 * m, 3);
    Declaration.prior(false, layers);
    for (int k = 0; k < a.slices(); k++) {
      declare(a, k, layers);
    }
  }

  /** Declares slice k: references, the networks of both passes, the residual prediction. */
  private static void declare(Architecture a, int k, Layers layers) {
    References r = a.references().at(k);
    int s = a.slice();
    int m = a.latent();
    String anchors = EntropyModel.pass(k, true);
    String others = EntropyModel.pass(k, false);
    int first = 2 * m;
    int second = 2 * m;
    if (r.window()) {
      layers.window(others + ".window", s, Architecture.HEADS, r.position());
      second += 2 * s;
    }
    if (k == 0 && r.hgcp()) {
      global(anchors + ".hgcp", new Layers.Global(m, m, s, 2 * s, Architecture.HEADS), r, layers);
      global(others + ".hgcp", new Layers.Global(m, s, s, 2 * s, Architecture.HEADS), r, layers);
      first += 2 * s;
      second += 2 * s;
    }
    if (k > 0 && r.inter()) {
      Layers.Global wide = new Layers.Global(k * s, k * s, 2 * s, 2 * s, Architecture.HEADS);
      global(Attention.interName(k), wide, r, layers);
      first += 2 * s;
      second += 2 * s;
    }
    if (k > 0 && r.intra()) {
      global(others + ".intra", new Layers.Global(s, s, s, 2 * s, Architecture.HEADS), r, layers);
      second += 2 * s;
    }
    if (k > 0 && a.channel()) {
      layers.convolution(channelName(k) + "1", k * s, CHANNEL_HIDDEN, 3);
      layers.convolution(channelName(k) + "2", CHANNEL_HIDDEN, 2 * s, 3);
      first += 2 * s;
      second += 2 * s;
    }
    parameters(anchors, first, s, layers);
    parameters(others, second, s, layers);
    if (r.lrp()) {
      for (String pass : List.of(anchors, others)) {
        layers.convolution(pass + ".rest1", m + (k + 1) * s, REST, 3);
        Declaration.scaled(layers, pass + ".rest2", REST, s, 3, 0, 0); // none predicted at first
      }
    }
  }

  private static void global(String name, Layers.Global sizes, References r, Layers layers) {
    layers.global(name, sizes, r.reweight(), r.position());
  }

  private static void parameters(String pass, int inputs, int s, Layers layers) {
    layers.convolution(pass + ".net1", inputs, WIDE, 1);
    layers.convolution(pass + ".net2", WIDE, NARROW, 1);
    Declaration.scaled(layers, pass + ".net3", NARROW, 2 * s, 1, HEAD, 1);
  }

  /** C3, C3 by 2, C3 by 2. */
  @Override
  public T analyse(T y) {
    T u = engine.gelu(engine.convolve("hyper.analysis0", y, 1));
    u = engine.gelu(engine.convolve("hyper.analysis1", u, 2));
    return engine.convolve("hyper.analysis2", u, 2);
  }

  /** Up, Up, C3: 2 M channels, of which the first M guide the global reference of slice 0. */
  @Override
  public Hyper<T> synthesise(T z) {
    T u = engine.gelu(engine.pixelShuffle(engine.convolve("hyper.up0", z, 1)));
    u = engine.gelu(engine.pixelShuffle(engine.convolve("hyper.up1", u, 1)));
    T hyper = engine.convolve("hyper.out", u, 1);
    int m = architecture.latent();
    return new Hyper<>(engine.channels(hyper, 0, m), engine.channels(hyper, m, 2 * m));
  }

  @Override
  public Attention<T> attention() {
    return new Attention<>(architecture, engine);
  }

  @Override
  public Gaussians<T> predict(int slice, Known<T> known) {
    T previous = known.previous();
    T inter = known.inter();
    String name = EntropyModel.pass(slice, known.anchors() == null);
    List<T> parts = new ArrayList<>(List.of(known.hyper().plain(), known.hyper().curved()));
    if (inter != null) {
      parts.add(inter);
    }
    if (previous != null && architecture.channel()) {
      T inner = engine.gelu(engine.convolve(channelName(slice) + "1", previous, 1));
      parts.add(engine.convolve(channelName(slice) + "2", inner, 1));
    }
    parts.addAll(attention().before(slice, known));
    T inner = engine.gelu(engine.convolve(name + ".net1", engine.concat(parts), 1));
    inner = engine.gelu(engine.convolve(name + ".net2", inner, 1));
    T both = engine.convolve(name + ".net3", inner, 1);
    int s = architecture.slice();
    T index = engine.shift(engine.scale(engine.channels(both, s, 2 * s), 4), MIDDLE);
    return new Gaussians<>(engine.channels(both, 0, s), engine.clamp(index, 0, 63));
  }

  private static String channelName(int slice) {
    return "slice" + slice + ".channel";
  }
}

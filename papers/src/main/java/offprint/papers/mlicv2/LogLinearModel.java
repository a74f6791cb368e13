package offprint.papers.mlicv2;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.coding.GaussianTables;
import offprint.kernels.neural.Engine;
import offprint.kernels.neural.Layers;
import offprint.kernels.torch.Initializer;
import offprint.kernels.torch.Parameters;

/**
 * Log-magnitudes first, networks add to them: mean and scale index of each element are a linear
 * function of the log-magnitudes of what is decoded around it, plus a network of all references
 * that starts at 0.
 *
 * @param <T> maps
 */
record LogLinearModel<T>(Architecture architecture, Engine<T> engine) implements EntropyModel<T> {
  /** Channels of the curved part of the hyperprior. */
  static final int CURVED = 32;

  private static final int CHANNEL = 32;
  private static final int CHANNEL_HIDDEN = 48;
  private static final int LOCAL = 32;
  static final int GLOBAL = 16;
  private static final int WINDOW = 8;
  private static final int REST = 16;
  private static final int WIDE = 96;
  private static final int NARROW = 64;
  private static final double[] BILINEAR = {.25, .75, 0, 0, .75, .25};

  /**
   * The hyperprior starts with the mean of the first channels and the log-magnitude of groups of
   * channels over 4 x 4 positions, spread by bilinear interpolation.
   */
  static void declare(Architecture a, Layers layers) {
    int z = Architecture.HYPER;
    Parameters.Declaration list = layers.list();
    list.add("hyper.analysis.weight", Declaration.values(analysis(a)), z, 2L * a.latent(), 1, 1);
    list.add("hyper.analysis.bias", Initializer.constant(0), z);
    for (String up : List.of("hyper.up1", "hyper.up2")) {
      list.add(up + ".weight", Declaration.values(bilinear()), 4L * z, z, 3, 3);
      list.add(up + ".bias", Initializer.constant(0), 4L * z);
    }
    layers.convolution("hyper.curve", z, CURVED, 3);
    Declaration.prior(true, layers);
    for (int k = 0; k < a.slices(); k++) {
      declare(a, k, true, layers);
      declare(a, k, false, layers);
    }
  }

  private static float[] analysis(Architecture a) {
    int m = a.latent();
    int s = a.slice();
    float[] w = new float[Architecture.HYPER * 2 * m];
    w[0] = 0.1f;
    w[2 * m * 5 + 1] = 0.3f;
    w[2 * m * 6 + 2] = 0.3f;
    int[][] groups = {{1, s / 4}, {s / 4, s}, {s, Math.min(m, 3 * s)}, {m / 2, m}};
    for (int i = 0; i < groups.length; i++) {
      for (int c = groups[i][0]; c < groups[i][1]; c++) {
        w[2 * m * (1 + i) + m + c] = 2f / (groups[i][1] - groups[i][0]);
      }
    }
    for (int c = s / 2; c < s; c++) {
      w[2 * m * 7 + m + c] = 2f / s;
    }
    return w;
  }

  /** Twice the resolution: output channel 4 c + 2 i + j takes channel c at phase (i, j). */
  private static float[] bilinear() {
    int z = Architecture.HYPER;
    float[] w = new float[4 * z * z * 9];
    for (int i = 0; i < 4 * z * 9; i++) {
      int c = i / 36;
      int phase = i / 9 % 4;
      int t = i % 9;
      double row = BILINEAR[phase / 2 * 3 + t / 3];
      double column = BILINEAR[phase % 2 * 3 + t % 3];
      w[((4 * c + phase) * z + c) * 9 + t] = (float) (row * column);
    }
    return w;
  }

  private static void declare(Architecture a, int k, boolean anchors, Layers layers) {
    int s = a.slice();
    String name = EntropyModel.pass(k, anchors);
    int features = 1 + Architecture.HYPER + 2 * k + (anchors ? 0 : 1);
    linear(name + ".linear", features, s, layers);
    int inputs = features + CURVED;
    if (k > 0 && a.channel()) {
      layers.convolution(name + ".channel1", k * s, CHANNEL_HIDDEN, 3);
      layers.convolution(name + ".channel2", CHANNEL_HIDDEN, CHANNEL, 1);
      inputs += CHANNEL;
    }
    if (!anchors) {
      inputs += s;
      if (a.local()) {
        layers.convolution(name + ".local", 2 * s, LOCAL, 5);
        inputs += LOCAL;
      }
      layers.zeroApart(name + ".mean", s, 5);
      layers.zeroApart(name + ".near", s, 1);
      layers.zeroApart(name + ".far", s, 1);
    }
    attention(a, k, anchors, layers);
    layers.convolution(name + ".net1", inputs, WIDE, 1);
    layers.convolution(name + ".net2", WIDE, NARROW, 1);
    layers.zero(name + ".net3", NARROW, 2 * s, 1);
  }

  /** Scales rise with the quality's gain. */
  private static void linear(String name, int features, int s, Layers layers) {
    float[] weight = new float[2 * s * features];
    double perNat = GaussianTables.index(Math.E) - GaussianTables.index(1);
    for (int c = 0; c < s; c++) {
      weight[(s + c) * features] = (float) (perNat / 4);
    }
    layers.list().add(name + ".weight", Declaration.values(weight), 2L * s, features, 1, 1);
    layers.list().add(name + ".bias", Initializer.constant(0), 2L * s);
  }

  private static void attention(Architecture a, int k, boolean anchors, Layers layers) {
    References r = a.references().at(k);
    String name = EntropyModel.pass(k, anchors);
    int s = a.slice();
    int hyper = a.hyperChannels();
    int given = 0;
    if (k > 0 && r.inter()) {
      if (anchors) { // both passes hear it
        global(Attention.interName(k), k * s, k * s, r, layers);
      }
      given += GLOBAL;
    }
    if (k == 0 && r.hgcp()) {
      global(name + ".hgcp", hyper, anchors ? hyper : s, r, layers);
      given += GLOBAL;
    }
    if (k > 0 && !anchors && r.intra()) {
      global(name + ".intra", s, s, r, layers);
      given += GLOBAL;
    }
    if (!anchors && r.window()) {
      layers.convolution(name + ".few", s, WINDOW, 1);
      layers.window(name + ".window", WINDOW, Architecture.HEADS, r.position());
      given += 2 * WINDOW;
    }
    if (given > 0) {
      layers.zero(name + ".more", given, WIDE, 1);
    }
    if (r.lrp()) {
      layers.convolution(name + ".rest1", hyper + (k + 1) * s, REST, 1);
      layers.zero(name + ".rest2", REST, s, 3);
    }
  }

  private static void global(String name, int inputs, int values, References r, Layers layers) {
    Layers.Global sizes = new Layers.Global(inputs, values, GLOBAL, GLOBAL, Architecture.HEADS);
    layers.global(name, sizes, r.reweight(), r.position());
  }

  /** y and its log-magnitudes, means of 4 x 4, mixed. */
  @Override
  public T analyse(T y) {
    T both = engine.concat(List.of(y, engine.logMagnitude(y)));
    return engine.convolve("hyper.analysis", engine.blockMean(both, 4), 1);
  }

  /** z spread over the positions, and a function of that. */
  @Override
  public Hyper<T> synthesise(T z) {
    T twice = engine.pixelShuffle(engine.convolve("hyper.up1", z, 1));
    T plain = engine.pixelShuffle(engine.convolve("hyper.up2", twice, 1));
    return new Hyper<>(plain, engine.gelu(engine.convolve("hyper.curve", plain, 1)));
  }

  @Override
  public Attention<T> attention() {
    return new Attention<>(architecture, engine);
  }

  @Override
  public Gaussians<T> predict(int slice, Known<T> known) {
    int s = architecture.slice();
    T anchors = known.anchors();
    T previous = known.previous();
    String name = EntropyModel.pass(slice, anchors == null);
    List<T> features = new ArrayList<>(List.of(known.gain(), known.hyper().plain()));
    List<T> more = new ArrayList<>(List.of(known.hyper().curved()));
    if (previous != null) {
      T level = engine.groupMagnitude(previous, s);
      features.add(engine.logMagnitude(level));
      features.add(engine.logMagnitude(engine.mean3(level)));
      if (architecture.channel()) {
        more.add(channel(name, previous));
      }
    }
    T around = null;
    if (anchors != null) {
      around = engine.meanOfNeighbours(engine.groupMagnitude(anchors, 1));
      features.add(engine.logMagnitude(engine.groupMagnitude(around, s)));
      more.add(engine.logMagnitude(around));
      if (architecture.local()) {
        more.add(local(name, anchors, known.mask()));
      }
    }
    T linear = engine.convolve(name + ".linear", engine.concat(features), 1);
    features.addAll(more);
    T first = engine.convolve(name + ".net1", engine.concat(features), 1);
    List<T> wider = attention().before(slice, known);
    T inter = known.inter();
    if (inter != null) {
      wider.addFirst(inter);
    }
    if (!wider.isEmpty()) {
      first = engine.add(first, engine.convolve(name + ".more", engine.concat(wider), 1));
    }
    T inner = engine.gelu(engine.convolve(name + ".net2", engine.gelu(first), 1));
    T sum = engine.add(linear, engine.convolve(name + ".net3", inner, 1));
    T mean = engine.channels(sum, 0, s);
    T raw = engine.channels(sum, s, 2 * s);
    if (anchors != null && around != null) {
      mean = engine.add(mean, engine.convolve(name + ".mean", anchors, 1));
      raw = engine.add(raw, engine.convolve(name + ".near", engine.logMagnitude(around), 1));
      T far = engine.logMagnitude(engine.mean3(around));
      raw = engine.add(raw, engine.convolve(name + ".far", far, 1));
    }
    return new Gaussians<>(mean, engine.clamp(engine.scale(raw, 4), 0, 63));
  }

  /** Channel reference: the slices before, 3 x 3 positions. */
  private T channel(String name, T previous) {
    T inner = engine.gelu(engine.convolve(name + ".channel1", attention().seen(previous), 1));
    return engine.convolve(name + ".channel2", inner, 1);
  }

  /** Local reference: the anchors among 5 x 5 positions, their values and log-magnitudes. */
  private T local(String name, T anchors, T mask) {
    T level = engine.multiply(engine.logMagnitude(anchors), mask);
    return engine.convolve(
        name + ".local", engine.concat(List.of(attention().seen(anchors), level)), 1);
  }
}

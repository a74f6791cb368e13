package offprint.papers.mlicv2;

import offprint.kernels.coding.FactorisedPrior;
import offprint.kernels.neural.Layers;
import offprint.kernels.torch.Initializer;
import offprint.kernels.torch.Parameters;

/** The names, shapes and first values of all weights. Convolutions start as PyTorch's do. */
record Declaration(Architecture architecture, Parameters.Declaration list, Layers layers) {
  /** raw at the start: a standard deviation of 1. */
  private static final double FIRST_RAW = 4.5;

  private static Declaration of(Architecture a) {
    Parameters.Declaration list = Parameters.declare();
    return new Declaration(a, list, new Layers(list));
  }

  /** What the entropy coding needs: hyperprior, prior of z, contexts. */
  static Parameters.Declaration entropy(Architecture a) {
    Declaration d = of(a);
    d.coding();
    return d.list;
  }

  /** The networks of the transform. */
  static Parameters.Declaration transforms(Architecture a) {
    Declaration d = of(a);
    d.networks().transforms();
    return d.list;
  }

  /** Transforms, entropy coding and, if asked for, correction. */
  static Parameters.Declaration joint(Architecture a, boolean corrected) {
    Declaration d = of(a);
    d.networks().transforms();
    d.coding();
    if (corrected) {
      d.correction();
    }
    return d.list;
  }

  private NetworkDeclaration networks() {
    return new NetworkDeclaration(architecture, layers);
  }

  private void coding() {
    if (architecture.networks().wiring() == Networks.Wiring.NETWORKS) {
      networks().hyperprior();
      for (String kind : new String[] {"matrix", "bias", "factor"}) {
        prior(kind);
      }
      for (int k = 0; k < architecture.slices(); k++) {
        networks().slice(k);
      }
      return;
    }
    hyperprior();
    prior("");
    for (int k = 0; k < architecture.slices(); k++) {
      pass(k, true);
      pass(k, false);
    }
  }

  /** What corrects the decoded picture. */
  static Parameters.Declaration enhancement(Architecture a) {
    Declaration d = of(a);
    d.correction();
    return d.list;
  }

  private void correction() {
    int n = Architecture.ENHANCE;
    layers.convolution("enhance.in", Enhancement.INPUTS, n, 3);
    for (int i = 0; i < 2; i++) {
      layers.mixing("enhance.mix" + i, n);
    }
    layers.zero("enhance.out", n, Enhancement.COLOURS, 3);
  }

  /** What chooses the elements that are coded. */
  static Parameters.Declaration skipping(Architecture a) {
    Declaration d = of(a);
    d.layers.convolution("skip.in", Skipping.inputs(a), Architecture.SKIP, 3);
    d.layers.convolution("skip.out", Architecture.SKIP, a.slice(), 1);
    return d.list;
  }

  private void hyperprior() {
    int z = Architecture.HYPER;
    add("hyper.analysis.weight", zeros(), z, 2L * architecture.latent(), 1, 1);
    add("hyper.analysis.bias", zeros(), z);
    layers.zero("hyper.up1", z, 4 * z, 3);
    layers.zero("hyper.up2", z, 4 * z, 3);
    layers.convolution("hyper.curve", z, Architecture.CURVED, 3);
  }

  /** The prior of z: matrices, biases or factors; all of them, layer by layer, if neither. */
  private void prior(String kind) {
    int channels = Architecture.HYPER;
    double scale = Math.pow(10, 0.25);
    for (int layer = 0; layer < 4; layer++) {
      int in = FactorisedPrior.WIDTHS.get(layer);
      int out = FactorisedPrior.WIDTHS.get(layer + 1);
      double first = Math.log(Math.expm1(1 / scale / out));
      if (kind.isEmpty() || kind.equals("matrix")) {
        add("prior.matrix" + layer, Initializer.constant(first), channels, out, in);
      }
      if (kind.isEmpty() || kind.equals("bias")) {
        add("prior.bias" + layer, random -> random.nextDouble() - 0.5, channels, out, 1);
      }
      if (layer < 3 && (kind.isEmpty() || kind.equals("factor"))) {
        add("prior.factor" + layer, zeros(), channels, out, 1);
      }
    }
  }

  private void pass(int k, boolean anchors) {
    int s = architecture.slice();
    String name = Context.pass(k, anchors);
    int features = 1 + Architecture.HYPER + 2 * k + (anchors ? 0 : 1);
    add(name + ".linear.weight", zeros(), 2L * s, features, 1, 1);
    double[] drawn = new double[1];
    add(name + ".linear.bias", _ -> drawn[0]++ < s ? 0 : FIRST_RAW, 2L * s);
    int inputs = features + Architecture.CURVED;
    if (k > 0 && architecture.channel()) {
      layers.convolution(name + ".channel1", k * s, Architecture.CHANNEL_HIDDEN, 3);
      layers.convolution(name + ".channel2", Architecture.CHANNEL_HIDDEN, Architecture.CHANNEL, 1);
      inputs += Architecture.CHANNEL;
    }
    if (!anchors) {
      inputs += s;
      if (architecture.local()) {
        layers.convolution(name + ".local", 2 * s, Architecture.LOCAL, 5);
        inputs += Architecture.LOCAL;
      }
      layers.zeroApart(name + ".mean", s, 5);
      layers.zeroApart(name + ".near", s, 1);
      layers.zeroApart(name + ".far", s, 1);
    }
    more(name, k, anchors);
    layers.convolution(name + ".net1", inputs, Architecture.WIDE, 1);
    layers.convolution(name + ".net2", Architecture.WIDE, Architecture.NARROW, 1);
    layers.zero(name + ".net3", Architecture.NARROW, 2 * s, 1);
  }

  private void more(String name, int k, boolean anchors) {
    References r = architecture.references().at(k);
    int s = architecture.slice();
    int hyper = Architecture.HYPER + Architecture.CURVED;
    if (k > 0 && anchors && r.inter()) {
      global(MoreReferences.interName(k), k * s, k * s);
    }
    if (k == 0 && r.hgcp()) {
      global(name + ".hgcp", hyper, anchors ? hyper : s);
    }
    if (k > 0 && !anchors && r.intra()) {
      global(name + ".intra", s, s);
    }
    if (!anchors && r.window()) {
      layers.convolution(name + ".few", s, Architecture.WINDOW, 1);
      layers.window(name + ".window", Architecture.WINDOW, Architecture.HEADS, r.position());
    }
    int more = architecture.more(k, anchors);
    if (more > 0) {
      layers.zero(name + ".more", more, Architecture.WIDE, 1);
    }
    if (r.lrp()) {
      layers.convolution(name + ".rest1", hyper + (k + 1) * s, Architecture.REST, 1);
      layers.zero(name + ".rest2", Architecture.REST, s, 3);
    }
  }

  private void global(String name, int inputs, int values) {
    Layers.Global sizes =
        new Layers.Global(
            inputs, values, Architecture.GLOBAL, Architecture.GLOBAL, Architecture.HEADS);
    References r = architecture.references();
    layers.global(name, sizes, r.reweight(), r.position());
  }

  private static Initializer zeros() {
    return Initializer.constant(0);
  }

  private void add(String name, Initializer initializer, long... shape) {
    list.add(name, initializer, shape);
  }
}

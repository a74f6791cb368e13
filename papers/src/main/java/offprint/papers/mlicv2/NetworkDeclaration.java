package offprint.papers.mlicv2;

import offprint.kernels.neural.Layers;

/** The weights of {@link NetworkModel} and of {@link LearnedTransform}, in the sheet's order. */
record NetworkDeclaration(Architecture architecture, Layers layers) {
  private static final int CHANNEL_HIDDEN = 64;
  private static final int WIDE = 96;
  private static final int NARROW = 64;
  private static final int REST = 48;

  /** First scale of what a residual block divides by. */
  static final double FIRST_GAMMA = 0.1;

  void transforms() {
    if (architecture.networks().learned()) {
      int n = architecture.networks().channels();
      int last = architecture.halvings() - 1;
      layers.convolution(LearnedTransform.analysis(0), 3, n, 5);
      for (int i = 1; i <= last; i++) {
        block(LearnedTransform.analysisBlock(i), n);
        int out = i == last ? architecture.latent() : n;
        layers.convolution(LearnedTransform.analysis(i), n, out, 3);
      }
      layers.convolution(LearnedTransform.synthesis(0), architecture.latent(), 4 * n, 3);
      for (int i = 1; i <= last; i++) {
        block(LearnedTransform.synthesisBlock(i), n);
        layers.convolution(LearnedTransform.synthesis(i), n, i == last ? 12 : 4 * n, 3);
      }
    }
  }

  private void block(String name, int n) {
    if (architecture.networks().transform() == Networks.Transform.STM) {
      layers.mixing(name, n);
    } else {
      layers.convolution(name + ".first", n, n, 3);
      layers.convolution(name + ".second", n, n, 3);
      layers.divisive(name + ".gdn", n, FIRST_GAMMA);
    }
  }

  void hyperprior() {
    int m = architecture.latent();
    int z = Architecture.HYPER;
    layers.convolution("hyper.analysis0", m, z, 3);
    layers.convolution("hyper.analysis1", z, z, 3);
    layers.convolution("hyper.analysis2", z, z, 3);
    layers.convolution("hyper.up0", z, 4 * z, 3);
    layers.convolution("hyper.up1", z, 4 * m, 3);
    layers.convolution("hyper.out", m, 2 * m, 3);
  }

  /** Of slice k: references, then the networks of both passes, then what predicts the rests. */
  void slice(int k) {
    References r = architecture.references().at(k);
    int s = architecture.slice();
    int m = architecture.latent();
    String anchors = Context.pass(k, true);
    String others = Context.pass(k, false);
    int first = 2 * m;
    int second = 2 * m;
    if (r.window()) {
      layers.window(others + ".window", s, Architecture.HEADS, r.position());
      second += 2 * s;
    }
    if (k == 0 && r.hgcp()) {
      global(anchors + ".hgcp", m, m, s);
      global(others + ".hgcp", m, s, s);
      first += 2 * s;
      second += 2 * s;
    }
    if (k > 0 && r.inter()) {
      global(MoreReferences.interName(k), k * s, k * s, 2 * s);
      first += 2 * s;
      second += 2 * s;
    }
    if (k > 0 && r.intra()) {
      global(others + ".intra", s, s, s);
      second += 2 * s;
    }
    if (k > 0 && architecture.channel()) {
      layers.convolution(NetworkModel.channelName(k) + "1", k * s, CHANNEL_HIDDEN, 3);
      layers.convolution(NetworkModel.channelName(k) + "2", CHANNEL_HIDDEN, 2 * s, 3);
      first += 2 * s;
      second += 2 * s;
    }
    parameters(anchors, first);
    parameters(others, second);
    if (r.lrp()) {
      for (String pass : new String[] {anchors, others}) {
        layers.convolution(pass + ".rest1", m + (k + 1) * s, REST, 3);
        layers.convolution(pass + ".rest2", REST, s, 3);
      }
    }
  }

  private void global(String name, int inputs, int values, int width) {
    References r = architecture.references();
    Layers.Global sizes =
        new Layers.Global(inputs, values, width, 2 * architecture.slice(), Architecture.HEADS);
    layers.global(name, sizes, r.reweight(), r.position());
  }

  private void parameters(String pass, int inputs) {
    layers.convolution(pass + ".net1", inputs, WIDE, 1);
    layers.convolution(pass + ".net2", WIDE, NARROW, 1);
    layers.convolution(pass + ".net3", NARROW, 2 * architecture.slice(), 1);
  }
}

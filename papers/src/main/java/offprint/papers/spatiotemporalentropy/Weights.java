package offprint.papers.spatiotemporalentropy;

import offprint.kernels.torch.Initializer;
import offprint.kernels.torch.Parameters;

/** Names, shapes and initial values of the trained parameters. */
record Weights(Sizes sizes) {
  private static final double FIRST_WEIGHT = 0.15;
  private static final double FIRST_SPREAD = 0.9;
  private static final double FIRST_LOGIT = -2;

  /**
   * The linear part, see {@link LinearPrior}.
   *
   * @param serial whether that of a serial scan is there, too
   */
  Parameters.Declaration linear(boolean video, boolean serial) {
    Parameters.Declaration list = Parameters.declare();
    linear(list, video, false);
    if (serial) {
      linear(list, video, true);
    }
    int more = sizes.mixture() - 1;
    if (more > 0) {
      int m = sizes.channels();
      String name = Mixture.prefix(video);
      int[] drawn = new int[1];
      list.add(name + "shift", zeros(), more, m);
      list.add(name + "spread", _ -> FIRST_SPREAD * (1 + drawn[0]++ / m), more, m);
      list.add(name + "logit", Initializer.constant(FIRST_LOGIT), more, m);
    }
    return list;
  }

  private void linear(Parameters.Declaration list, boolean video, boolean serial) {
    int m = sizes.channels();
    String name = LinearPrior.prefix(video, serial);
    long modes = LinearPrior.modes(video, serial);
    int passes = LinearPrior.passes(serial);
    long rows = modes * passes * LinearPrior.features(video);
    list.add(name + "weights", Initializer.constant(FIRST_WEIGHT), rows, m);
    list.add(name + "bias", zeros(), modes * Levels.COUNT * passes, m);
    list.add(name + "near", zeros(), passes, m);
    if (video) {
      list.add(name + "echo", zeros(), passes, m);
      int[] drawn = new int[1];
      list.add(name + "gate", _ -> drawn[0]++ < m ? 1 : -0.5, LinearPrior.GATES, m);
    }
  }

  /** The convolutions, see {@link PriorNetwork}, and the law of z. */
  Parameters.Declaration network(boolean video) {
    int m = sizes.channels();
    int h = sizes.hidden();
    int z = sizes.hyper();
    String name = EntropyModel.prefix(video);
    Parameters.Declaration list = Parameters.declare();
    convolution(list, name + "hyper.in", video ? 2 * m : m, h, 3);
    convolution(list, name + "hyper.down1", h, h, 5);
    convolution(list, name + "hyper.down2", h, z, 5);
    convolution(list, name + "hyper.up1", z, 4 * h, 3);
    convolution(list, name + "hyper.up2", h, 4 * h, 3);
    convolution(list, name + "hyper.out", h, h, 3);
    if (video) {
      convolution(list, name + "temporal.in", m, h, 3);
      convolution(list, name + "temporal.out", h, h, 3);
    }
    convolution(list, name + "spatial", m, sizes.spatial(), 5);
    int said = (video ? 2 : 1) * h + sizes.spatial() + Levels.COUNT;
    convolution(list, name + "joint.in", said, sizes.joint(), 1);
    long out = m * (2L + Mixture.NUMBERS * (sizes.mixture() - 1L));
    list.add(name + "joint.out.weight", zeros(), out, sizes.joint(), 1, 1);
    list.add(name + "joint.out.bias", zeros(), out);
    list.add(name + "z.mean", zeros(), z);
    list.add(name + "z.scale", zeros(), z);
    return list;
  }

  /**
   * The learned transform, see {@link TransformNetwork}: beside the cosines its last layers begin
   * at 0, by itself all begin at random.
   */
  Parameters.Declaration transform() {
    int m = sizes.channels();
    int t = sizes.transform();
    String name = TransformNetwork.NAME;
    boolean beside = sizes.skip() == Train.Skip.DCT;
    Parameters.Declaration list = Parameters.declare();
    convolution(list, name + "analyse.in", Correction.PLANES, t, 5);
    convolution(list, name + "analyse.middle", t, t, 5);
    last(list, name + "analyse.out", t, m, 5, beside);
    convolution(list, name + "synthesise.in", m, 4 * t, 3);
    convolution(list, name + "synthesise.middle", t, 4 * t, 3);
    last(list, name + "synthesise.out", t, 4 * Correction.PLANES, 3, beside);
    return list;
  }

  private static void last(
      Parameters.Declaration list, String name, int in, int out, int size, boolean zero) {
    Initializer initializer = zero ? zeros() : Initializer.fanIn((long) in * size * size);
    list.add(name + ".weight", initializer, out, in, size, size);
    list.add(name + ".bias", initializer, out);
  }

  /** The correction of decoded frames, see {@link Correction}. */
  static Parameters.Declaration correction(boolean deep) {
    Parameters.Declaration list = Parameters.declare();
    int in = Correction.PLANES + (deep ? Correction.PLACES : 0);
    convolution(list, Correction.NAME + "in", in, Correction.HIDDEN, 3);
    if (deep) {
      convolution(list, Correction.NAME + "middle", Correction.HIDDEN, Correction.HIDDEN, 3);
    }
    last(list, Correction.NAME + "out", Correction.HIDDEN, Correction.PLANES, 3, true);
    return list;
  }

  private static Initializer zeros() {
    return Initializer.constant(0);
  }

  private static void convolution(
      Parameters.Declaration list, String name, int in, int out, int size) {
    last(list, name, in, out, size, false);
  }
}

package offprint.papers.spatiotemporalentropy;

import offprint.kernels.torch.Safetensors;

/**
 * The part of an entropy model that needs no network: the logarithm of the scale is linear in
 * logarithms of magnitudes around, the mean follows the frame before as far as the block stands
 * still, and the values around.
 *
 * <pre>ln σ = b[mode, q, pass, c] + Σ_k w[mode, pass, k, c] f_k
 * μ = α y' + lin n − echo α n',   α = 1/(1 + e^−(g_0 + g_1 changeHere + g_2 changeAround))</pre>
 *
 * with n and n' the means of y and y' around. Where differences are coded, α = 1 and echo = lin.
 *
 * @param video whether there is a frame before
 * @param serial whether it is that of a serial scan, which has one pass and no mode without it
 * @param residual whether y − y' is coded
 * @param weights w, [modes · passes · features, M]
 * @param bias b, [modes · qualities · passes, M]
 * @param near lin, [passes, M]
 * @param echo [passes, M]; empty without a frame before
 * @param gate g, [3, M]; likewise
 */
record LinearPrior(
    int channels,
    boolean video,
    boolean serial,
    boolean residual,
    float[] weights,
    float[] bias,
    float[] near,
    float[] echo,
    float[] gate) {
  static final int GATES = 3;

  static int features(boolean video) {
    return video ? Surroundings.VIDEO : Surroundings.INTRA;
  }

  static int passes(boolean serial) {
    return serial ? 1 : 2;
  }

  /** Number of ways to switch priors off. */
  static int modes(boolean video, boolean serial) {
    return (video ? 2 : 1) * (serial ? 1 : 2);
  }

  /** The set of weights for what is switched on. */
  static int mode(boolean video, LatentCoder.Priors priors) {
    boolean serial = priors.spatial() == Encode.Spatial.SERIAL;
    int base = priors.spatial() == Encode.Spatial.NONE ? 1 : 0;
    return video && !priors.temporal() ? base + (serial ? 1 : 2) : base;
  }

  int mode(LatentCoder.Priors priors) {
    return mode(video, priors);
  }

  /** Prefix of the weights' names. */
  static String prefix(boolean video, boolean serial) {
    return EntropyModel.prefix(video) + (serial ? "serial." : "linear.");
  }

  static LinearPrior read(Safetensors file, Sizes sizes, boolean video, boolean serial) {
    String prefix = prefix(video, serial);
    int channels = sizes.channels();
    int modes = modes(video, serial);
    int passes = passes(serial);
    return new LinearPrior(
        channels,
        video,
        serial,
        sizes.residual(),
        file.floats(prefix + "weights", (long) modes * passes * features(video), channels),
        file.floats(prefix + "bias", (long) modes * Levels.COUNT * passes, channels),
        file.floats(prefix + "near", passes, channels),
        video ? file.floats(prefix + "echo", passes, channels) : new float[0],
        video ? file.floats(prefix + "gate", GATES, channels) : new float[0]);
  }

  /** ln σ. */
  float scale(int mode, int quality, int pass, int c, float[] f) {
    int passes = passes(serial);
    float sum = bias[((mode * Levels.COUNT + quality) * passes + pass) * channels + c];
    int count = features(video);
    int at = (mode * passes + pass) * count * channels + c;
    for (int k = 0; k < count; k++) {
      sum += weights[at + k * channels] * f[k];
    }
    return sum;
  }

  /**
   * μ.
   *
   * @param temporal whether the frame before may be used
   */
  float mean(int pass, int c, Surroundings.Known known, boolean temporal) {
    float mean = near[pass * channels + c] * known.around;
    if (!temporal) {
      return mean;
    }
    if (residual) {
      return mean + known.before - near[pass * channels + c] * known.aroundBefore;
    }
    float x =
        gate[c]
            + gate[channels + c] * known.changeHere
            + gate[2 * channels + c] * known.changeAround;
    float alpha = (float) (1 / (1 + StrictMath.exp(-x)));
    return mean + alpha * known.before - alpha * echo[pass * channels + c] * known.aroundBefore;
  }
}

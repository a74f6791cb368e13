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
 * with n and n' the means of y and y' around.
 *
 * @param video whether there is a frame before
 * @param weights w, [modes · passes · features, M]
 * @param bias b, [modes · qualities · passes, M]
 * @param near lin, [passes, M]
 * @param echo [passes, M]; empty without a frame before
 * @param gate g, [3, M]; likewise
 */
record LinearPrior(
    int channels,
    boolean video,
    float[] weights,
    float[] bias,
    float[] near,
    float[] echo,
    float[] gate) {
  static final int PASSES = 2;
  static final int GATES = 3;

  static int features(boolean video) {
    return video ? Surroundings.VIDEO : Surroundings.INTRA;
  }

  /** Ways to switch the priors off. */
  static int modes(boolean video) {
    return video ? 4 : 2;
  }

  /** The set of weights for what is switched on. */
  static int mode(boolean video, boolean temporal, boolean spatial) {
    int base = spatial ? 0 : 1;
    return video ? base + (temporal ? 0 : 2) : base;
  }

  static LinearPrior read(Safetensors file, String prefix, int channels, boolean video) {
    int modes = modes(video);
    return new LinearPrior(
        channels,
        video,
        file.floats(prefix + "linear.weights", (long) modes * PASSES * features(video), channels),
        file.floats(prefix + "linear.bias", (long) modes * Levels.COUNT * PASSES, channels),
        file.floats(prefix + "linear.near", PASSES, channels),
        video ? file.floats(prefix + "linear.echo", PASSES, channels) : new float[0],
        video ? file.floats(prefix + "linear.gate", GATES, channels) : new float[0]);
  }

  /** ln σ. */
  float scale(int mode, int quality, int pass, int c, float[] f) {
    float sum = bias[((mode * Levels.COUNT + quality) * PASSES + pass) * channels + c];
    int count = features(video);
    int at = (mode * PASSES + pass) * count * channels + c;
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
    float x =
        gate[c]
            + gate[channels + c] * known.changeHere
            + gate[2 * channels + c] * known.changeAround;
    float alpha = (float) (1 / (1 + StrictMath.exp(-x)));
    return mean + alpha * known.before - alpha * echo[pass * channels + c] * known.aroundBefore;
  }
}

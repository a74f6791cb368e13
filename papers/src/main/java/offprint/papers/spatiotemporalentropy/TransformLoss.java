package offprint.papers.spatiotemporalentropy;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.TorchEngine;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;

/**
 * Rate and distortion of frames coded by themselves, differentiable in E, D, Q and the levels: bits
 * + λ_q |x − x'|² a luma sample, λ_q = 7.5 / Δ_q². Additive noise replaces rounding in the rate,
 * straight-through rounding in the distortion.
 *
 * @param basis the cosine transform, [M, 384], planes of half size in blocks of 8 x 8
 * @param transform E and D
 * @param levels ln g and ln h, see {@link #declare}
 */
record TransformLoss(
    Session session,
    Sizes sizes,
    Rounding rounding,
    NDArray basis,
    Parameters transform,
    Parameters levels,
    Parameters correction) {
  private static final String GAIN = "levels.ln_gain";
  private static final String BACK = "levels.ln_back";
  private static final double PRICE = 7.5;
  private static final int SIDE = 8;
  private static final int SAMPLES = Correction.PLANES * SIDE * SIDE;

  /** ln g and ln h, [4, M] each. */
  static Parameters.Declaration declare(Levels levels, int channels) {
    int[] drawn = new int[2];
    return Parameters.declare()
        .add(GAIN, _ -> Math.log(gain(levels, drawn[0]++, channels)), Levels.COUNT, channels)
        .add(BACK, _ -> Math.log(at(levels.back(), drawn[1]++, channels)), Levels.COUNT, channels);
  }

  private static double gain(Levels levels, int i, int channels) {
    float[][] gain = levels.gain();
    return gain == null ? 1 / Levels.step(i / channels) : at(gain, i, channels);
  }

  private static double at(float[][] rows, int i, int channels) {
    return Math.max(1e-6, rows[i / channels][i % channels]);
  }

  /** The trained levels. */
  static Levels levels(Parameters parameters, Rounding rounding, int channels) {
    double[] values = parameters.values();
    float[][] gain = new float[Levels.COUNT][channels];
    float[][] back = new float[Levels.COUNT][channels];
    int half = Levels.COUNT * channels;
    for (int i = 0; i < half; i++) {
      gain[i / channels][i % channels] = (float) StrictMath.exp(values[i]);
      back[i / channels][i % channels] = (float) StrictMath.exp(values[half + i]);
    }
    return new Levels(rounding, back, gain);
  }

  /** See {@link TransformLoss#basis}. */
  static NDArray basis(Session session, Cosine cosine, int channels) {
    float[] rows = new float[channels * SAMPLES];
    for (int c = 0; c < channels; c++) {
      double[] one = new double[channels];
      one[c] = 1;
      FeatureMaps maps = Correction.pack(cosine.synthesise(one, 1, 1), SIDE, SIDE);
      System.arraycopy(maps.values(), 0, rows, c * SAMPLES, SAMPLES);
    }
    return session.constant(rows, channels, SAMPLES);
  }

  /**
   * @param pairs whose later frames are coded; their coefficients are those of the cosines
   * @param qualities one a pair
   * @param noisy whether noise stands for rounding in the rate
   */
  NDArray cost(
      List<Footage.Pair> pairs,
      int[] qualities,
      EntropyLoss entropy,
      LatentCoder.Priors priors,
      RandomGenerator random,
      boolean noisy) {
    int b = pairs.size();
    int m = sizes.channels();
    int grid = pairs.getFirst().grid();
    TransformNetwork<NDArray> network = new TransformNetwork<>(new TorchEngine(transform.views()));
    NDArray x = originals(pairs);
    NDArray u = network.analyse(x);
    if (sizes.skip() == Train.Skip.DCT) {
      u = u.add(coefficients(pairs, m, grid));
    }
    NDArray hot = session.constant(hot(qualities), b, Levels.COUNT);
    Parameters.Views views = levels.views();
    NDArray v = u.mul(chosen(hot, views.get(GAIN), m));
    float[] steps = v.toFloatArray();
    List<Example> examples = new ArrayList<>();
    float[] whole = new float[steps.length];
    int size = steps.length / b;
    for (int i = 0; i < b; i++) {
      double[] free = new double[size];
      for (int k = 0; k < size; k++) {
        free[k] = steps[i * size + k];
      }
      int[] y = rounding.whole(free, grid, grid);
      for (int k = 0; k < size; k++) {
        whole[i * size + k] = y[k];
      }
      examples.add(new Example(new Latents(m, grid, grid, y), null, qualities[i]));
    }
    NDArray rounded = session.constant(whole, b, m, grid, grid);
    NDArray y = v.add(rounded.sub(v).stopGradient());
    NDArray coded =
        noisy ? v.add(session.constant(noise(steps.length, random), b, m, grid, grid)) : y;
    NDArray bits = entropy.bitsPerPixel(examples, coded, priors, random);
    NDArray restored = y.mul(chosen(hot, views.get(BACK), m));
    NDArray decoded = decoded(network, restored, b, m, grid);
    NDArray corrected = new CorrectionLoss(session, correction).corrected(decoded, qualities);
    NDArray error = corrected.sub(x).square();
    NDArray priced = error.mul(session.constant(prices(qualities), b, 1, 1, 1)).sum();
    double pixels = (double) b * grid * grid * Latents.BLOCK * Latents.BLOCK;
    return bits.add(Functional.scale(priced, 1 / pixels));
  }

  private NDArray decoded(
      TransformNetwork<NDArray> network, NDArray restored, int b, int m, int grid) {
    NDArray learned = network.synthesise(restored);
    if (sizes.skip() == Train.Skip.NONE) {
      return learned;
    }
    NDArray blocks =
        restored
            .transpose(0, 2, 3, 1)
            .reshape((long) b * grid * grid, m)
            .matMul(basis)
            .reshape(b, grid, grid, Correction.PLANES, SIDE, SIDE);
    long side = (long) SIDE * grid;
    return blocks
        .transpose(0, 3, 1, 4, 2, 5)
        .reshape(b, Correction.PLANES, side, side)
        .add(learned);
  }

  /** e^(of the quality), [B, M, 1, 1]. */
  private static NDArray chosen(NDArray hot, NDArray logs, int m) {
    return hot.matMul(logs).exp().reshape(-1, m, 1, 1);
  }

  private NDArray originals(List<Footage.Pair> pairs) {
    int grid = pairs.getFirst().grid();
    int side = SIDE * grid;
    int size = Correction.PLANES * side * side;
    float[] values = new float[pairs.size() * size];
    for (int i = 0; i < pairs.size(); i++) {
      FeatureMaps maps = Correction.pack(Cosine.planes(pairs.get(i).frame()), side, side);
      System.arraycopy(maps.values(), 0, values, i * size, size);
    }
    return session.constant(values, pairs.size(), Correction.PLANES, side, side);
  }

  private NDArray coefficients(List<Footage.Pair> pairs, int m, int grid) {
    int size = m * grid * grid;
    float[] values = new float[pairs.size() * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) pairs.get(i / size).now()[i % size];
    }
    return session.constant(values, pairs.size(), m, grid, grid);
  }

  private static float[] hot(int[] qualities) {
    float[] hot = new float[qualities.length * Levels.COUNT];
    for (int i = 0; i < qualities.length; i++) {
      hot[i * Levels.COUNT + qualities[i]] = 1;
    }
    return hot;
  }

  private static float[] prices(int[] qualities) {
    float[] prices = new float[qualities.length];
    for (int i = 0; i < prices.length; i++) {
      double step = Levels.step(qualities[i]);
      prices[i] = (float) (PRICE / (step * step));
    }
    return prices;
  }

  private static float[] noise(int size, RandomGenerator random) {
    float[] noise = new float[size];
    for (int i = 0; i < size; i++) {
      noise[i] = random.nextFloat() - 0.5f;
    }
    return noise;
  }
}

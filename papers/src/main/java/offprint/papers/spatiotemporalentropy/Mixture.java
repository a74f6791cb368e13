package offprint.papers.spatiotemporalentropy;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.coding.FrequencyTable;
import offprint.kernels.coding.PhasedGaussianTables;
import offprint.kernels.coding.TableMixture;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.torch.Safetensors;
import org.jspecify.annotations.Nullable;

/**
 * Gaussians beside the first: means and logarithms of scales by their distance from the first
 * one's, and logarithms of how much each counts (the first: 0); networks add to all three.
 *
 * @param more Gaussians beside the first
 * @param shift [more, M], as the rest
 */
record Mixture(int more, int channels, float[] shift, float[] spread, float[] logit) {
  /** Number of outputs of the networks for each Gaussian beside the first. */
  static final int NUMBERS = 3;

  static final double MOST_LOGIT = 8;

  /** Prefix of the weights' names. */
  static String prefix(boolean video) {
    return EntropyModel.prefix(video) + "mixture.";
  }

  /** Reads the mixture; null for a single Gaussian. */
  static @Nullable Mixture read(Safetensors file, Sizes sizes, boolean video) {
    int more = sizes.mixture() - 1;
    if (more == 0) {
      return null;
    }
    int m = sizes.channels();
    String name = prefix(video);
    return new Mixture(
        more,
        m,
        file.floats(name + "shift", more, m),
        file.floats(name + "spread", more, m),
        file.floats(name + "logit", more, m));
  }

  /**
   * The table of a value of channel {@code c}, which is coded as it is.
   *
   * @param added what networks add, [(2 + 3 more) M, h, w]; null for none
   * @param position in {@code added}
   */
  FrequencyTable table(
      PhasedGaussianTables tables,
      int c,
      float mean,
      float scale,
      @Nullable FeatureMaps added,
      int position) {
    List<FrequencyTable> parts = new ArrayList<>();
    int[] bases = new int[more + 1];
    double[] shares = new double[more + 1];
    shares[0] = 1;
    double sum = 1;
    for (int k = 0; k <= more; k++) {
      float mu = mean;
      float logScale = scale;
      if (k > 0) {
        int at = (k - 1) * channels + c;
        int from = 2 + NUMBERS * (k - 1);
        mu += shift[at] + at(added, from, c, position);
        logScale += spread[at] + at(added, from + 1, c, position);
        double counts = logit[at] + at(added, from + 2, c, position);
        shares[k] = StrictMath.exp(Math.clamp(counts, -MOST_LOGIT, MOST_LOGIT));
        sum += shares[k];
      }
      int m = PhasedGaussianTables.sixteenths(Math.clamp(mu, -Latents.MOST, Latents.MOST));
      bases[k] = PhasedGaussianTables.base(m);
      parts.add(tables.get(PhasedGaussianTables.scale(logScale), PhasedGaussianTables.phase(m)));
    }
    for (int k = 0; k <= more; k++) {
      shares[k] /= sum;
    }
    return TableMixture.of(parts, bases, TableMixture.weights(shares));
  }

  private float at(@Nullable FeatureMaps added, int part, int c, int position) {
    return added == null ? 0 : added.values()[(part * channels + c) * added.area() + position];
  }
}

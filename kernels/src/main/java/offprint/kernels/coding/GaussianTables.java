package offprint.kernels.coding;

import java.util.Arrays;
import java.util.List;
import offprint.kernels.special.ErrorFunction;

/**
 * Tables of 64 Gaussians of mean 0 rounded to integers, whose standard deviations rise
 * geometrically: σ_i = 0.11 (256/0.11)^(i/63). Table i has the values −R … R, R = min(1024, max(1,
 * ⌈5 σ_i⌉)).
 */
public final class GaussianTables {
  /** Number of scales. */
  public static final int SCALES = 64;

  /** The least standard deviation. */
  public static final double LEAST_SIGMA = 0.11;

  /** The greatest standard deviation. */
  public static final double GREATEST_SIGMA = 256;

  private static final int MOST_RADIUS = 1024;

  private final List<FrequencyTable> tables;

  public GaussianTables() {
    FrequencyTable[] all = new FrequencyTable[SCALES];
    Arrays.setAll(all, i -> table(sigma(i)));
    tables = List.of(all);
  }

  private static FrequencyTable table(double sigma) {
    int radius = Math.min(MOST_RADIUS, Math.max(1, (int) Math.ceil(5 * sigma)));
    double[] below = new double[2 * radius + 2];
    double first = ErrorFunction.normalDistribution((-radius - 0.5) / sigma);
    for (int j = 0; j < below.length; j++) {
      below[j] = ErrorFunction.normalDistribution((j - radius - 0.5) / sigma) - first;
    }
    return FrequencyTable.of(-radius, below);
  }

  /** Standard deviation at a scale index, which need not be whole. */
  public static double sigma(double index) {
    return LEAST_SIGMA * StrictMath.pow(GREATEST_SIGMA / LEAST_SIGMA, index / (SCALES - 1));
  }

  /** The scale index of a standard deviation, not rounded, in [0, 63]. */
  public static double index(double sigma) {
    double index =
        (SCALES - 1)
            * StrictMath.log(sigma / LEAST_SIGMA)
            / StrictMath.log(GREATEST_SIGMA / LEAST_SIGMA);
    return Math.clamp(index, 0, SCALES - 1);
  }

  /** The table of a scale index: the nearest, halves up; indices outside are clamped. */
  public FrequencyTable at(float index) {
    return tables.get(Math.clamp((int) Math.floor(index + 0.5f), 0, SCALES - 1));
  }

  /** Table {@code i} of {@link #SCALES}. */
  public FrequencyTable get(int i) {
    return tables.get(i);
  }
}

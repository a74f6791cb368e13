package offprint.kernels.coding;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.kernels.special.ErrorFunction;

/**
 * Tables of Gaussians rounded to integers whose mean is a fraction: the 64 standard deviations of
 * {@link GaussianTables} at 16 phases p/16, p = −8 … 7. A mean μ is m = ⌊16 μ + ½⌋ sixteenths; its
 * whole part is base = ⌊(m + 8)/16⌋, its phase m − 16 base, and what is coded is value − base.
 */
public final class PhasedGaussianTables {
  /** Phases of one unit. */
  public static final int PHASES = 16;

  private static final int HALF = PHASES / 2;
  private static final int MOST_RADIUS = 1024;

  private final List<FrequencyTable> tables;

  public PhasedGaussianTables() {
    FrequencyTable[] all = new FrequencyTable[GaussianTables.SCALES * PHASES];
    IntStream.range(0, all.length)
        .parallel()
        .forEach(
            i -> {
              int scale = i / PHASES;
              all[i] = table(GaussianTables.sigma(scale), i % PHASES - HALF);
            });
    tables = List.of(all);
  }

  private static FrequencyTable table(double sigma, int phase) {
    int radius = Math.min(MOST_RADIUS, Math.max(1, (int) Math.ceil(5 * sigma)));
    double shift = (double) phase / PHASES;
    double first = ErrorFunction.normalDistribution((-radius - 0.5 - shift) / sigma);
    double[] below = new double[2 * radius + 2];
    Arrays.setAll(
        below, j -> ErrorFunction.normalDistribution((j - radius - 0.5 - shift) / sigma) - first);
    return FrequencyTable.of(-radius, below);
  }

  /**
   * @param scale in 0 … 63
   * @param phase in −8 … 7
   */
  public FrequencyTable get(int scale, int phase) {
    return tables.get(scale * PHASES + phase + HALF);
  }

  /** A mean in sixteenths, halves up. */
  public static int sixteenths(float mean) {
    return (int) Math.floor(16 * mean + 0.5f);
  }

  /** The whole part of a mean in sixteenths. */
  public static int base(int sixteenths) {
    return (sixteenths + HALF) >> 4;
  }

  /** The phase of a mean in sixteenths, −8 … 7. */
  public static int phase(int sixteenths) {
    return sixteenths - PHASES * base(sixteenths);
  }

  /** The scale whose standard deviation is nearest e^x, as a ratio; halves up. */
  public static int scale(float logSigma) {
    float least = (float) StrictMath.log(GaussianTables.LEAST_SIGMA);
    float span = (float) StrictMath.log(GaussianTables.GREATEST_SIGMA / GaussianTables.LEAST_SIGMA);
    int last = GaussianTables.SCALES - 1;
    return Math.clamp((int) Math.floor(last * (logSigma - least) / span + 0.5f), 0, last);
  }
}

package offprint.kernels.coding;

import java.util.List;

/**
 * A table mixed from others in whole numbers, so that it is the same on every machine: each is
 * moved by a base and counts by a weight in units of 2^-8.
 */
public final class TableMixture {
  /** What the weights of a mixture add up to. */
  public static final int UNITS = 256;

  private TableMixture() {}

  /**
   * c_j = j + ⌊S_j (65536 − n) / 2^24⌋ with n symbols, the escape included, and S_j = Σ_k w_k (mass
   * of table k below value j, less its escape), in units of 2^-24.
   *
   * @param bases what the values of each table are moved by
   * @param weights of the tables, at least 0, together {@link #UNITS}
   * @throws IllegalArgumentException if the weights do not add up, or the tables lie so far apart
   *     that one table cannot hold all values
   */
  public static FrequencyTable of(List<FrequencyTable> tables, int[] bases, int[] weights) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    int sum = 0;
    for (int k = 0; k < bases.length; k++) {
      low = Math.min(low, bases[k] + tables.get(k).low());
      high = Math.max(high, bases[k] + tables.get(k).high());
      sum += weights[k];
    }
    int symbols = high - low + 2;
    if (sum != UNITS || symbols > FrequencyTable.TOTAL / 2) {
      throw new IllegalArgumentException(
          "a mixture must have weights of %d and at most %d symbols: got %d and %d"
              .formatted(UNITS, FrequencyTable.TOTAL / 2, sum, symbols));
    }
    int[] cumulative = new int[symbols + 1];
    for (int j = 0; j < symbols; j++) {
      long mass = 0;
      for (int k = 0; k < bases.length; k++) {
        FrequencyTable table = tables.get(k);
        int below = Math.clamp((long) low + j - bases[k] - table.low(), 0, table.symbols() - 1);
        mass += (long) weights[k] * table.cumulative(below);
      }
      cumulative[j] = j + (int) ((mass * (FrequencyTable.TOTAL - symbols)) >> 24);
    }
    cumulative[symbols] = FrequencyTable.TOTAL;
    return new FrequencyTable(low, cumulative, false);
  }

  /**
   * Weights in units from shares: 1 + ⌊(256 − K) p_k⌋ for each but the first, which takes the rest.
   *
   * @param shares p_k, at least 0, together 1
   */
  public static int[] weights(double[] shares) {
    int[] weights = new int[shares.length];
    int rest = UNITS;
    for (int k = 1; k < shares.length; k++) {
      weights[k] = 1 + (int) Math.floor((UNITS - shares.length) * shares[k]);
      rest -= weights[k];
    }
    weights[0] = rest;
    return weights;
  }
}

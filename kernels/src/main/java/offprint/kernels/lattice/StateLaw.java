package offprint.kernels.lattice;

import java.util.Arrays;
import offprint.kernels.information.Entropy;

/**
 * The law of the states 0 … n - 1: rows of a table, each of mass 1/n, or given probabilities. For
 * equal masses entropies come from integer counts: H = log2 n - (1/n) sum c log2 c.
 */
public final class StateLaw {
  private final int states;
  private final double[] mass;
  private final double[] countTerm;

  private StateLaw(int states, double[] mass) {
    this.states = states;
    this.mass = mass;
    this.countTerm = new double[mass.length == 0 ? Math.min(states, 1 << 16) + 1 : 0];
    for (int c = 2; c < countTerm.length; c++) {
      countTerm[c] = c * Entropy.log2(c);
    }
  }

  /** Every state has mass 1/n. */
  public static StateLaw uniform(int states) {
    return new StateLaw(states, new double[0]);
  }

  /**
   * @param p positive masses that sum to 1
   * @throws IllegalArgumentException if one is not positive
   */
  public static StateLaw of(double[] p) {
    for (int s = 0; s < p.length; s++) {
      if (!(p[s] > 0)) {
        throw new IllegalArgumentException(
            "state %d must have positive mass: got %s".formatted(s + 1, p[s]));
      }
    }
    boolean equal = Arrays.stream(p).allMatch(m -> m == p[0]);
    return new StateLaw(p.length, equal ? new double[0] : p.clone());
  }

  public int states() {
    return states;
  }

  /** True if all states have mass 1/n. */
  public boolean isUniform() {
    return mass.length == 0;
  }

  public double mass(int state) {
    return isUniform() ? 1.0 / states : mass[state];
  }

  /** Masses of the blocks of {@code x} [blocks]. */
  public double[] blockMasses(Partition x) {
    double[] sum = new double[x.blocks()];
    int[] label = x.labels();
    for (int s = 0; s < states; s++) {
      sum[label[s]] += isUniform() ? 1 : mass[s];
    }
    if (isUniform()) {
      for (int b = 0; b < sum.length; b++) {
        sum[b] /= states;
      }
    }
    return sum;
  }

  /** H(X). */
  public double entropyBits(Partition x) {
    if (!isUniform()) {
      return Entropy.bits(blockMasses(x));
    }
    int[] count = new int[x.blocks()];
    for (int block : x.labels()) {
      count[block]++;
    }
    return ofCounts(count);
  }

  /** H(X, Y), without making the join where a table of counts is small enough. */
  public double jointEntropyBits(Partition x, Partition y) {
    long cells = (long) x.blocks() * y.blocks();
    boolean identity = x.blocks() == states || y.blocks() == states;
    if (!isUniform() || identity || cells > Math.max(1 << 16, states)) {
      return entropyBits(x.join(y));
    }
    int[] count = new int[(int) cells];
    int[] a = x.labels();
    int[] b = y.labels();
    int width = y.blocks();
    for (int s = 0; s < states; s++) {
      count[a[s] * width + b[s]]++;
    }
    return ofCounts(count);
  }

  private double ofCounts(int[] count) {
    double sum = 0;
    for (int c : count) {
      sum += countTerm(c);
    }
    return states == 0 ? 0 : Math.max(0, Entropy.log2(states) - sum / states);
  }

  /** c log2 c; 0 at c = 0 and c = 1. */
  double countTerm(int c) {
    return c < countTerm.length ? countTerm[c] : c * Entropy.log2(c);
  }
}

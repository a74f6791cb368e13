package offprint.kernels.markov;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The self-repellent random walk (arXiv 2305.05097): a chain P that avoids where it has been,
 *
 * <pre>
 *   K_ij[x] = P_ij (x_j / mu_j)^-alpha / sum_k P_ik (x_k / mu_k)^-alpha,
 *   x &lt;- x + g_n (e_X - x),   g_n = (n + 1)^-a,
 * </pre>
 *
 * with alpha = 0 the chain itself. A hop costs O(row): x = c w with c = prod (1 - g), so a hop
 * changes one w, and c cancels in K. The factors r_j = (w_j / mu_j)^-alpha are kept as numbers;
 * where a row's sum leaves the safe range, that hop is computed in logarithms, with the row's
 * maximum subtracted. When c^alpha has fallen by 1e100, w and r are renormalised.
 */
public final class SelfRepellentWalk implements Walk {
  private static final double SMALLEST_SUM = 1e-280;
  private static final double LARGEST_SUM = 1e280;
  private static final double LONGEST_DRIFT = 230;

  /** Visits are not told apart below this ratio to mu: two such states repel alike. */
  private static final double LEAST_RATIO = 1e-290;

  private final int[] start;
  private final int[] column;
  private final double[] probability;
  private final double[] law;
  private final double[] inverseLaw;
  private final PowerSteps gamma;
  private final boolean growing;
  private final double strength;
  private final double[] ratio;
  private final double[] factor;
  private final double[] part;
  private double alpha;
  private double scale = 1;
  private double smallestScale;
  private long hops;
  private long nextGrowth = 2;
  private int position;

  /**
   * @param strength alpha, at least 0; the alpha ln(1 + n) of hop n if {@code growing}
   * @param growing whether repellence grows with the hops; it is renewed each time n has grown by 5
   *     %
   * @param gammaExponent a, in (0.5, 1]; 1 makes x the plain share of visits
   * @param origin the state before the first hop
   */
  public SelfRepellentWalk(
      ReversibleChain chain, double strength, boolean growing, double gammaExponent, int origin) {
    this(chain, strength, growing, gammaExponent, origin, uniform(chain.states()));
  }

  /**
   * @param visits x before the first hop, positive [states]
   */
  public SelfRepellentWalk(
      ReversibleChain chain,
      double strength,
      boolean growing,
      double gammaExponent,
      int origin,
      double[] visits) {
    if (!(strength >= 0)) {
      throw new IllegalArgumentException(
          "alpha must be >= 0; negative would attract: got " + strength);
    }
    start = chain.start;
    column = chain.column;
    probability = chain.probability;
    law = chain.law();
    this.growing = growing && strength > 0;
    this.strength = strength;
    alpha = this.growing ? strength * Math.log(2) : strength;
    gamma = new PowerSteps(gammaExponent);
    position = origin;
    ratio = new double[law.length];
    factor = new double[law.length];
    inverseLaw = new double[law.length];
    for (int i = 0; i < law.length; i++) {
      inverseLaw[i] = 1 / law[i];
      ratio[i] = visits[i] / law[i];
    }
    part = new double[chain.longestRow()];
    renormalise();
  }

  private static double[] uniform(int states) {
    double[] x = new double[states];
    Arrays.fill(x, 1.0 / states);
    return x;
  }

  @Override
  public int hop(RandomGenerator random) {
    return hop(random.nextDouble());
  }

  /** Moves to the first neighbour, in ascending order, whose cumulative probability exceeds u. */
  public int hop(double u) {
    position = alpha == 0 ? plain(u) : repelled(u);
    double g = gamma.next();
    scale *= 1 - g;
    int x = position;
    ratio[x] += g / scale * inverseLaw[x];
    hops++;
    if (growing && hops >= nextGrowth) {
      nextGrowth = hops + 1 + hops / 20;
      alpha = strength * Math.log1p((double) hops);
      renormalise();
    } else if (scale < smallestScale) {
      renormalise();
    } else if (alpha > 0) {
      factor[x] = Math.exp(-alpha * Math.log(ratio[x]));
    }
    return x;
  }

  private int plain(double u) {
    int last = start[position + 1] - 1;
    double cumulative = 0;
    for (int k = start[position]; k < last; k++) {
      cumulative += probability[k];
      if (cumulative > u) {
        return column[k];
      }
    }
    return column[last];
  }

  private int repelled(double u) {
    int begin = start[position];
    int count = start[position + 1] - begin;
    double sum = 0;
    for (int k = 0; k < count; k++) {
      double p = probability[begin + k] * factor[column[begin + k]];
      part[k] = p;
      sum += p;
    }
    if (!(sum > SMALLEST_SUM && sum < LARGEST_SUM)) {
      sum = logarithmic(begin, count);
    }
    double threshold = u * sum;
    double cumulative = 0;
    for (int k = 0; k < count - 1; k++) {
      cumulative += part[k];
      if (cumulative > threshold) {
        return column[begin + k];
      }
    }
    return column[begin + count - 1];
  }

  /** The row's weights relative to its largest, for rows whose plain sum is out of range. */
  private double logarithmic(int begin, int count) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      part[k] = Math.log(probability[begin + k]) - alpha * Math.log(ratio[column[begin + k]]);
      largest = Math.max(largest, part[k]);
    }
    double sum = 0;
    for (int k = 0; k < count; k++) {
      part[k] = Math.exp(part[k] - largest);
      sum += part[k];
    }
    return sum;
  }

  /** Brings c back to 1. O(states), every 1e100 of c^alpha. */
  private void renormalise() {
    for (int i = 0; i < ratio.length; i++) {
      ratio[i] = Math.max(ratio[i] * scale, LEAST_RATIO);
      factor[i] = alpha == 0 ? 1 : Math.exp(-alpha * Math.log(ratio[i]));
    }
    scale = 1;
    smallestScale = Math.exp(-Math.min(LONGEST_DRIFT, LONGEST_DRIFT / Math.max(alpha, 1e-3)));
  }

  public int position() {
    return position;
  }

  /** x, the weighted share of visits [states]; sums to 1. */
  @Override
  public double[] visits() {
    double[] x = new double[ratio.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = ratio[i] * scale * law[i];
    }
    return x;
  }
}

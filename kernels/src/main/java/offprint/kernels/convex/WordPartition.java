package offprint.kernels.convex;

/**
 * The dual of maximum entropy over all 2^d binary words when the features are products of bits: F_S
 * (x) = 1 if every bit of S is set in x. D(lambda) = ln sum_x exp(-sum_S lambda_S F_S(x)) +
 * lambda.m. Exponents come from one sum over subsets, all moments E F_S F_T = P(x contains S and T)
 * from one sum over supersets: O(d 2^d + k^2), whatever k is.
 */
public final class WordPartition implements SmoothConvex {
  /** Longest word that is enumerated. */
  public static final int MOST_BITS = 20;

  private final int bits;
  private final int[] sets;
  private final double[] targets;
  private final boolean[] excluded;

  /**
   * @param sets [k] bit masks, distinct and not 0
   * @param targets [k] probabilities that all bits of the set are 1
   * @param excluded [2^bits] words of probability 0
   * @throws IllegalArgumentException if bits is not in [1, 20]
   */
  public WordPartition(int bits, int[] sets, double[] targets, boolean[] excluded) {
    if (bits < 1 || bits > MOST_BITS) {
      throw new IllegalArgumentException(
          "bits must be in 1..%d for exact enumeration: got %d".formatted(MOST_BITS, bits));
    }
    this.bits = bits;
    this.sets = sets;
    this.targets = targets;
    this.excluded = excluded;
  }

  @Override
  public int dimension() {
    return sets.length;
  }

  @Override
  public double evaluate(double[] lambda, double[] gradient, double[] hessian) {
    double[] moment = new double[1 << bits];
    double logPartition = law(lambda, moment);
    supersetSums(moment);
    int k = sets.length;
    double value = logPartition;
    for (int a = 0; a < k; a++) {
      value += lambda[a] * targets[a];
      gradient[a] = targets[a] - moment[sets[a]];
      for (int b = 0; b <= a; b++) {
        double covariance = moment[sets[a] | sets[b]] - moment[sets[a]] * moment[sets[b]];
        hessian[a * k + b] = covariance;
        hessian[b * k + a] = covariance;
      }
    }
    return value;
  }

  /** p [2^bits] at {@code lambda}. */
  public double[] probabilities(double[] lambda) {
    double[] p = new double[1 << bits];
    law(lambda, p);
    return p;
  }

  /** Writes p to {@code p} and returns ln Z. */
  private double law(double[] lambda, double[] p) {
    for (int a = 0; a < sets.length; a++) {
      p[sets[a]] = -lambda[a];
    }
    for (int bit = 1; bit < p.length; bit <<= 1) {
      for (int block = 0; block < p.length; block += 2 * bit) {
        for (int x = block; x < block + bit; x++) {
          p[x + bit] += p[x];
        }
      }
    }
    double top = Double.NEGATIVE_INFINITY;
    for (int x = 0; x < p.length; x++) {
      top = excluded[x] ? top : Math.max(top, p[x]);
    }
    double z = 0;
    for (int x = 0; x < p.length; x++) {
      p[x] = excluded[x] ? 0 : StrictMath.exp(p[x] - top);
      z += p[x];
    }
    for (int x = 0; x < p.length; x++) {
      p[x] /= z;
    }
    return top + StrictMath.log(z);
  }

  /** Replaces f(S) by the sum of f(x) over all x that contain S. */
  public static void supersetSums(double[] f) {
    for (int bit = 1; bit < f.length; bit <<= 1) {
      for (int block = 0; block < f.length; block += 2 * bit) {
        for (int x = block; x < block + bit; x++) {
          f[x] += f[x + bit];
        }
      }
    }
  }
}

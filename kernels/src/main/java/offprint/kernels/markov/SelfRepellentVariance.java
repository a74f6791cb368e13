package offprint.kernels.markov;

import java.util.function.IntConsumer;

/**
 * The limit of n Var(mean of f over n hops) for a chain (alpha = 0) and for its self-repellent walk
 * without eigenvectors, by conjugate gradients in L2(mu):
 *
 * <pre>
 *   (1 + l) / ((1 - l)(A + B l)) = [2 / (1 - l) - (A - B) / (A + B l)] / (A + B),
 * </pre>
 *
 * B = 2 alpha, A = B + 1 for a = 1 (visits weighed alike), B + 2 for a &lt; 1, where it is the
 * limit of Var / g_n.
 */
public final class SelfRepellentVariance {
  private static final double TOLERANCE = 1e-10;
  private static final double ROUNDING = 1e-28;
  private static final int MOST_STEPS = 20_000;

  private final ReversibleChain chain;
  private final double[] centred;
  private final double variance;
  private final double resolvent;
  private final IntConsumer onStep;

  /**
   * Solves (I - P) g = f - mu f once for all alpha.
   *
   * @param f [states]
   * @param onStep told the number of each step; may throw to stop
   * @throws ArithmeticException if 20,000 steps do not suffice: the chain hardly mixes
   */
  public SelfRepellentVariance(ReversibleChain chain, double[] f, IntConsumer onStep) {
    this.chain = chain;
    this.onStep = onStep;
    double mean = chain.mean(f);
    centred = new double[f.length];
    for (int i = 0; i < f.length; i++) {
      centred[i] = f[i] - mean;
    }
    double square = dot(centred, centred);
    variance = square > ROUNDING * mean * mean ? square : 0;
    resolvent = variance == 0 ? 0 : quadratic(1, -1);
  }

  /** The variance of f under mu: the limit of n Var for independent draws. */
  public double independent() {
    return variance;
  }

  /**
   * @param equalWeights true for a = 1
   */
  public double of(double alpha, boolean equalWeights) {
    if (variance == 0) {
      return 0;
    }
    double b = 2 * alpha;
    double gap = equalWeights ? 1 : 2;
    double other = alpha == 0 ? variance / gap : quadratic(b + gap, b);
    return Math.max(0, (2 * resolvent - gap * other) / (2 * b + gap));
  }

  /** &lt;f, (A I + B P)^-1 f&gt; in L2(mu) for the centred f. */
  private double quadratic(double a, double b) {
    int n = centred.length;
    double[] x = new double[n];
    double[] r = centred.clone();
    double[] p = centred.clone();
    double[] q = new double[n];
    double rr = variance;
    for (int step = 0; step < MOST_STEPS; step++) {
      onStep.accept(step);
      chain.apply(p, q);
      for (int i = 0; i < n; i++) {
        q[i] = a * p[i] + b * q[i];
      }
      double length = rr / dot(p, q);
      for (int i = 0; i < n; i++) {
        x[i] += length * p[i];
        r[i] -= length * q[i];
      }
      centre(r);
      double next = dot(r, r);
      if (!(next > TOLERANCE * TOLERANCE * variance)) {
        return dot(x, centred);
      }
      double ratio = next / rr;
      rr = next;
      for (int i = 0; i < n; i++) {
        p[i] = r[i] + ratio * p[i];
      }
    }
    throw new ArithmeticException(
        "the asymptotic variance does not converge in %d steps: the chain hardly mixes"
            .formatted(MOST_STEPS));
  }

  /** Rounding must not bring back the constants, on which I - P is singular. */
  private void centre(double[] f) {
    double mean = chain.mean(f);
    for (int i = 0; i < f.length; i++) {
      f[i] -= mean;
    }
  }

  private double dot(double[] f, double[] g) {
    double[] law = chain.law();
    double sum = 0;
    for (int i = 0; i < f.length; i++) {
      sum += law[i] * f[i] * g[i];
    }
    return sum;
  }
}

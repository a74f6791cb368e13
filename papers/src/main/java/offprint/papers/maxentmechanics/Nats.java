package offprint.papers.maxentmechanics;

/** Entropy and relative entropy of discrete distributions, in nats. */
final class Nats {
  private static final double BOUNDARY = 1e-9;

  private Nats() {}

  /** H(p) = -sum p ln p. */
  static double entropy(double[] p) {
    double sum = 0;
    for (double value : p) {
      sum -= value > 0 ? value * StrictMath.log(value) : 0;
    }
    return sum;
  }

  /**
   * KL(p || q) = sum p ln(p / q); infinite where q lacks mass of p. Mass up to 1e-9 is left out
   * there: targets that near to their boundary count as on it, which empties states of q.
   */
  static double divergence(double[] p, double[] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      boolean counts = p[i] > 0 && (q[i] > 0 || p[i] > BOUNDARY);
      sum += counts ? p[i] * StrictMath.log(p[i] / q[i]) : 0;
    }
    return sum;
  }
}

package offprint.kernels.information;

/** Shannon entropies of discrete distributions, in bits; 0 log 0 = 0. */
public final class Entropy {
  /** Nats in one bit: ln 2. */
  public static final double NATS_PER_BIT = StrictMath.log(2);

  private Entropy() {}

  /** H(p) = -sum p log2 p. */
  public static double bits(double... p) {
    double sum = 0;
    for (double mass : p) {
      sum += termBits(mass);
    }
    return sum;
  }

  /** One summand of the entropy: -m log2 m, and 0 at m = 0. */
  public static double termBits(double mass) {
    return mass > 0 ? -mass * log2(mass) : 0;
  }

  /** h(p) = -p log2 p - (1 - p) log2 (1 - p). */
  public static double binaryBits(double p) {
    return termBits(p) + termBits(1 - p);
  }

  /** What merging two masses takes from the entropy: (a + b) h(a / (a + b)). */
  public static double mergeLossBits(double a, double b) {
    return termBits(a) + termBits(b) - termBits(a + b);
  }

  public static double log2(double x) {
    return StrictMath.log(x) / NATS_PER_BIT;
  }
}

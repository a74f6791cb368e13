package offprint.kernels.lattice;

/**
 * Two variables by their entropies in bits.
 *
 * @param x H(X)
 * @param y H(Y)
 * @param joint H(X, Y)
 */
public record PairInformation(double x, double y, double joint) {

  public static PairInformation of(Partition x, Partition y, StateLaw law) {
    return new PairInformation(law.entropyBits(x), law.entropyBits(y), law.jointEntropyBits(x, y));
  }

  /** I(X; Y) = H(X) + H(Y) - H(X, Y), not below 0. */
  public double mutualInformationBits() {
    return Math.max(0, x + y - joint);
  }

  /** H(X | Y). */
  public double conditionalBits() {
    return Math.max(0, joint - y);
  }

  /** Shannon's metric D = H(X | Y) + H(Y | X) = 2 H(X, Y) - H(X) - H(Y), in bits. */
  public double shannonDistanceBits() {
    return Math.max(0, 2 * joint - x - y);
  }

  /** Rajski's metric d = D / H(X, Y) = 1 - I / H(X, Y), in [0, 1]; 0 between two constants. */
  public double rajskiDistance() {
    return joint > 0 ? Math.min(1, shannonDistanceBits() / joint) : 0;
  }

  /** Dependency coefficient rho = sqrt(1 - d^2). */
  public double dependence() {
    double d = rajskiDistance();
    return Math.sqrt(Math.max(0, 1 - d * d));
  }
}

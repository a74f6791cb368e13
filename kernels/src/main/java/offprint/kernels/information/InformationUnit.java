package offprint.kernels.information;

/** Unit in which entropies are shown; kernels compute in bits. */
public enum InformationUnit {
  BIT("bits", 1),
  NAT("nats", Entropy.NATS_PER_BIT);

  private final String plural;
  private final double perBit;

  InformationUnit(String plural, double perBit) {
    this.plural = plural;
    this.perBit = perBit;
  }

  public double of(double bits) {
    return bits * perBit;
  }

  /** "bits" or "nats". */
  public String plural() {
    return plural;
  }

  /** A quantity with the unit, as axes and headings have it: "H(T) (bits)". */
  public String label(String quantity) {
    return "%s (%s)".formatted(quantity, plural);
  }
}

package offprint.papers.mecb;

import offprint.kernels.information.Entropy;

/** Unit of reported entropies. */
enum Unit {
  BIT("bits", 1),
  NAT("nats", Entropy.NATS_PER_BIT);

  private final String plural;
  private final double perBit;

  Unit(String plural, double perBit) {
    this.plural = plural;
    this.perBit = perBit;
  }

  double of(double bits) {
    return bits * perBit;
  }

  /** "bits" or "nats". */
  String plural() {
    return plural;
  }
}

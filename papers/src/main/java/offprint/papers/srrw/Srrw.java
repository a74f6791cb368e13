package offprint.papers.srrw;

/** Rules that the parameter records share. */
final class Srrw {
  private Srrw() {}

  /** The rule that bean validation cannot say: an exponent is above 0.5, and at most 1. */
  static void requireExponent(String name, double exponent) {
    if (!(exponent > 0.5 && exponent <= 1)) {
      throw new IllegalArgumentException(
          "%s must be above 0.5 and at most 1: got %s".formatted(name, exponent));
    }
  }
}

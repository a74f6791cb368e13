package offprint.papers.srrw;

import java.time.LocalDate;
import offprint.method.Card;
import offprint.method.Paper;

/** The paper that the methods of this package come from. */
final class Srrw {
  private static final Paper PAPER =
      new Paper(
          "srrw",
          "Accelerating Distributed Stochastic Optimization via Self-Repellent Random Walks",
          "2401.09665",
          LocalDate.of(2024, 1, 17),
          null);

  private Srrw() {}

  static Card card(String task, String summary) {
    return new Card(PAPER, task, summary);
  }

  /** The rule that bean validation cannot say: an exponent is above 0.5, and at most 1. */
  static void requireExponent(String name, double exponent) {
    if (!(exponent > 0.5 && exponent <= 1)) {
      throw new IllegalArgumentException(
          "%s must be above 0.5 and at most 1: got %s".formatted(name, exponent));
    }
  }
}

package offprint.papers.mecb;

import java.time.LocalDate;
import offprint.method.Card;
import offprint.method.Paper;

/** The paper that the methods of this package come from. */
final class MecB {
  private static final Paper PAPER =
      new Paper(
          "mec-b",
          "Minimum Entropy Coupling with Bottleneck",
          "2410.21666",
          LocalDate.of(2024, 10, 28),
          null);

  private MecB() {}

  static Card card(String task, String summary) {
    return new Card(PAPER, task, summary);
  }
}

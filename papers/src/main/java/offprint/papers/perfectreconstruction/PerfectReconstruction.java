package offprint.papers.perfectreconstruction;

import java.time.LocalDate;
import offprint.method.Card;
import offprint.method.Paper;

/** The paper that the methods of this package come from. */
final class PerfectReconstruction {
  private static final Paper PAPER =
      new Paper(
          "perfect-reconstruction",
          "An information theoretic necessary condition for perfect reconstruction",
          "2306.15540",
          LocalDate.of(2023, 6, 27),
          null);

  private PerfectReconstruction() {}

  static Card card(String task, String summary) {
    return new Card(PAPER, task, summary);
  }
}

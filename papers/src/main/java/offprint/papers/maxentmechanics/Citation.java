package offprint.papers.maxentmechanics;

import java.time.LocalDate;
import offprint.method.Card;
import offprint.method.Paper;

/** The paper that the methods of this package come from. */
final class Citation {
  private static final Paper PAPER =
      new Paper(
          "maxent-mechanics",
          "Information Theory and Statistical Mechanics Revisited",
          "1105.5662",
          LocalDate.of(2011, 5, 27),
          null);

  private Citation() {}

  static Card card(String task, String summary) {
    return new Card(PAPER, task, summary);
  }
}

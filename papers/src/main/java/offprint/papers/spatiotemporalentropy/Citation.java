package offprint.papers.spatiotemporalentropy;

import java.time.LocalDate;
import offprint.method.Card;
import offprint.method.Paper;

/** The paper all methods here come from. */
final class Citation {
  static final Paper PAPER =
      new Paper(
          "spatiotemporal-entropy",
          "Spatiotemporal Entropy Model is All You Need for Learned Video Compression",
          "2104.06083",
          LocalDate.of(2021, 4, 13),
          null);

  private Citation() {}

  static Card card(String task, String summary) {
    return new Card(PAPER, task, summary);
  }
}

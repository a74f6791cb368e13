package offprint.papers.mlicv2;

import java.time.LocalDate;
import offprint.method.Card;
import offprint.method.Paper;

/** The paper as its cards name it. */
final class Citation {
  private Citation() {}

  static Card card(String task, String summary) {
    Paper paper =
        new Paper(
            "mlicv2",
            "MLICv2: Enhanced Multi-Reference Entropy Modeling for Learned Image Compression",
            "2504.19119",
            LocalDate.of(2025, 4, 27),
            null);
    return new Card(paper, task, summary);
  }
}

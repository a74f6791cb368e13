package offprint.papers.uncomp;

import java.net.URI;
import java.time.LocalDate;
import offprint.method.Card;
import offprint.method.Paper;

/** The paper all methods here come from. */
final class Citation {
  private static final Paper PAPER =
      new Paper(
          "uncomp",
          "UNComp: Can Matrix Entropy Uncover Sparsity? — A Compressor Design from an"
              + " Uncertainty-Aware Perspective",
          "2410.03090",
          LocalDate.of(2024, 10, 4),
          URI.create("https://github.com/menik1126/UNComp"));

  private Citation() {}

  static Card card(String task, String summary) {
    return new Card(PAPER, task, summary);
  }
}

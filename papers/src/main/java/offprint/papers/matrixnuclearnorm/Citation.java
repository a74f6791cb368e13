package offprint.papers.matrixnuclearnorm;

import java.net.URI;
import java.time.LocalDate;
import offprint.method.Card;
import offprint.method.Paper;

/** The paper all methods here come from. */
final class Citation {
  private static final Paper PAPER =
      new Paper(
          "matrix-nuclear-norm",
          "Large Language Model Evaluation via Matrix Nuclear-Norm",
          "2410.10672",
          LocalDate.of(2024, 10, 14),
          URI.create("https://github.com/MLGroupJLU/MatrixNuclearNorm"));

  private Citation() {}

  static Card card(String task, String summary) {
    return new Card(PAPER, task, summary);
  }
}

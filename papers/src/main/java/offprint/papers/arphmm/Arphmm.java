package offprint.papers.arphmm;

import java.net.URI;
import java.time.LocalDate;
import offprint.method.Card;
import offprint.method.Paper;

/** The paper. */
final class Arphmm {
  private static final Paper PAPER =
      new Paper(
          "arphmm",
          "Autoregressive Hidden Markov Models with partial knowledge on latent space applied to"
              + " aero-engines prognostics",
          "2105.00211",
          LocalDate.of(2021, 5, 1),
          URI.create("https://github.com/emmanuelramasso/ARPHMM_RULpred"));

  private Arphmm() {}

  static Card card(String task, String summary) {
    return new Card(PAPER, task, summary);
  }
}

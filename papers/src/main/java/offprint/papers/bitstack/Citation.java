package offprint.papers.bitstack;

import java.net.URI;
import java.time.LocalDate;
import offprint.method.Card;
import offprint.method.Paper;

/** The paper all methods here come from. */
final class Citation {
  private static final Paper PAPER =
      new Paper(
          "bitstack",
          "BitStack: Fine-Grained Size Control for Compressed Large Language Models in Variable"
              + " Memory Environments",
          "2410.23918",
          LocalDate.of(2024, 10, 31),
          URI.create("https://github.com/xinghaow99/BitStack"));

  private Citation() {}

  static Card card(String task, String summary) {
    return new Card(PAPER, task, summary);
  }
}

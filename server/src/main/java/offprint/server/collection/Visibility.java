package offprint.server.collection;

import java.util.List;
import java.util.Locale;
import offprint.engine.Fault;
import offprint.server.web.Problem;

/** Who may read a collection besides its owner. */
public enum Visibility {
  PRIVATE("only you"),
  /** Anyone with the link. */
  LINK("whoever has its link"),
  PUBLIC("everybody who reads this site");

  private final String meaning;

  Visibility(String meaning) {
    this.meaning = meaning;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String meaning() {
    return meaning;
  }

  /**
   * @throws Problem if there is no such visibility
   */
  static Visibility of(String word) {
    for (Visibility each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw Problem.invalid(
        List.of(
            new Fault(
                "visibility",
                "visibility must be private, link or public: got '%s'".formatted(word))));
  }
}

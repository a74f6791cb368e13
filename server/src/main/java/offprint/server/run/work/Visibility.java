package offprint.server.run.work;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import offprint.engine.Fault;
import offprint.server.web.Problem;

/** Who may see a run besides its owner. */
public enum Visibility {
  PRIVATE("only you"),
  LINK("whoever has the link"),
  PUBLIC("everybody who may read here");

  private final String meaning;

  Visibility(String meaning) {
    this.meaning = meaning;
  }

  /** As in the database, in requests and on pages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String meaning() {
    return meaning;
  }

  /**
   * @throws Problem if there is no such visibility
   */
  public static Visibility parse(String word) {
    return Arrays.stream(values())
        .filter(visibility -> visibility.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.invalid(
                    List.of(
                        new Fault(
                            "visibility",
                            "visibility must be one of %s: got %s".formatted(words(), word)))));
  }

  private static String words() {
    return Arrays.stream(values()).map(Visibility::word).collect(Collectors.joining(", "));
  }
}

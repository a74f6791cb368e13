package offprint.server.follow;

import java.util.List;
import java.util.Locale;
import offprint.engine.Fault;
import offprint.server.web.Problem;

/** What can be followed. */
public enum FollowKind {
  AUTHOR,
  TOPIC,
  SEARCH,
  PAPER;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws Problem if it is none
   */
  static FollowKind of(String word) {
    for (FollowKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw Problem.invalid(
        List.of(
            new Fault(
                "kind", "kind must be author, topic, search or paper: got '%s'".formatted(word))));
  }
}

package offprint.server.follow;

import java.util.List;
import java.util.Locale;
import offprint.engine.Fault;
import offprint.server.web.Problem;

/** Kinds of things that can be followed. */
public enum FollowKind {
  AUTHOR,
  TOPIC,
  SEARCH,
  PAPER;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws Problem if there is no such kind
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

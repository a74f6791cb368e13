package offprint.server.reader;

import java.util.Locale;

/** What a reader makes of a paper. */
enum Feedback {
  SAVED(1),
  HIDDEN(-1),
  NONE(0);

  private final int value;

  Feedback(int value) {
    this.value = value;
  }

  /** As stored. */
  int value() {
    return value;
  }

  /** As forms have it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

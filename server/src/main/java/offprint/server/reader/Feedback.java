package offprint.server.reader;

import java.util.Locale;

/** A reader's opinion of a paper. */
enum Feedback {
  SAVED(1),
  HIDDEN(-1),
  NONE(0);

  private final int value;

  Feedback(int value) {
    this.value = value;
  }

  /** The number stored in the database. */
  int value() {
    return value;
  }

  /** The word used in forms. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package offprint.server.run.work;

import java.util.Locale;

/** QUEUED → RUNNING → DONE, FAILED or STOPPED. */
public enum RunState {
  QUEUED,
  RUNNING,
  DONE,
  FAILED,
  STOPPED;

  public boolean isOver() {
    return this != QUEUED && this != RUNNING;
  }

  /** As in the database, in events and on pages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RunState parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}

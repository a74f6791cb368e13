package offprint.server.run.work;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time in words. */
public final class Lengths {
  private Lengths() {}

  /** "3.2 s", "4 min 10 s", "1 h 5 min". */
  public static String inWords(Duration length) {
    if (length.toHours() > 0) {
      return "%d h %d min".formatted(length.toHours(), length.toMinutesPart());
    }
    if (length.toMinutes() > 0) {
      return "%d min %d s".formatted(length.toMinutes(), length.toSecondsPart());
    }
    return String.format(Locale.ENGLISH, "%.1f s", length.toMillis() / 1000.0);
  }
}

package offprint.server.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A time as pages show it. */
public record DisplayTime(String iso, String text) {
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  public static DisplayTime of(long millis) {
    Instant instant = Instant.ofEpochMilli(millis);
    return new DisplayTime(instant.toString(), TEXT.format(instant));
  }
}

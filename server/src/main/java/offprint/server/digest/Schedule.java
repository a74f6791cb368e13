package offprint.server.digest;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * When a subscriber's mail is due: at an hour of theirs, every day or on one weekday.
 *
 * <p>Clock changes follow {@link java.time.ZonedDateTime}: an hour that a day skips is the first
 * after the gap; of an hour that a day has twice the first counts. So each local day has one mail.
 *
 * @param weekday of a weekly mail
 * @param hour from 0 to 23
 */
public record Schedule(Rhythm rhythm, DayOfWeek weekday, int hour, ZoneId zone) {
  public static final Schedule DEFAULT =
      new Schedule(Rhythm.DAILY, DayOfWeek.MONDAY, 7, ZoneId.of("UTC"));

  /** How often. */
  public enum Rhythm {
    DAILY,
    WEEKLY;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Schedule {
    if (hour < 0 || hour > 23) {
      throw new IllegalArgumentException("hour must be from 0 to 23: got " + hour);
    }
  }

  /**
   * @param typed a name such as {@code Europe/Berlin}
   * @throws IllegalArgumentException if there is no such time zone
   */
  public static ZoneId zone(String typed) {
    String name = typed.strip();
    if (ZoneId.getAvailableZoneIds().contains(name)) {
      try {
        return ZoneId.of(name);
      } catch (DateTimeException _) {
        // said below
      }
    }
    throw new IllegalArgumentException(
        "zone must be a time zone like Europe/Berlin: got "
            + (name.length() > 60 ? name.substring(0, 60) + "…" : name));
  }

  /**
   * The local day of the last mail that was due at {@code now}, also where its hour was skipped.
   */
  LocalDate lastDay(Instant now) {
    LocalDate day = LocalDate.ofInstant(now, zone).plusDays(1);
    while (!isMailDay(day) || at(day).isAfter(now)) {
      day = day.minusDays(1);
    }
    return day;
  }

  /** The first time after {@code now} that a mail is due. */
  Instant nextDue(Instant now) {
    LocalDate day = LocalDate.ofInstant(now, zone).minusDays(1);
    while (!isMailDay(day) || !at(day).isAfter(now)) {
      day = day.plusDays(1);
    }
    return at(day);
  }

  private boolean isMailDay(LocalDate day) {
    return rhythm == Rhythm.DAILY || day.getDayOfWeek() == weekday;
  }

  private Instant at(LocalDate day) {
    return day.atTime(hour, 0).atZone(zone).toInstant();
  }

  /** "every day at 07:00 (Europe/Berlin)". */
  public String words() {
    String days =
        rhythm == Rhythm.DAILY
            ? "every day"
            : "every " + weekday.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    return "%s at %02d:00 (%s)".formatted(days, hour, zone);
  }
}

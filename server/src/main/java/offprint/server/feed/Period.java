package offprint.server.feed;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.regex.Pattern;
import offprint.server.web.Problem;

/** A day, an ISO week or a month. */
public record Period(Kind kind, LocalDate from, LocalDate to) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

  private static final Pattern YEAR = Pattern.compile("(?!9999)(19[7-9][0-9]|[2-9][0-9]{3})(?=-)");

  enum Kind {
    DAY,
    WEEK,
    MONTH
  }

  static Period day(LocalDate day) {
    return new Period(Kind.DAY, day, day);
  }

  static Period week(LocalDate any) {
    LocalDate monday = any.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    return new Period(Kind.WEEK, monday, monday.plusDays(6));
  }

  static Period month(LocalDate any) {
    YearMonth month = YearMonth.from(any);
    return new Period(Kind.MONTH, month.atDay(1), month.atEndOfMonth());
  }

  /**
   * @throws Problem not found, if there is no such day
   */
  public static Period parseDay(String text) {
    try {
      return day(LocalDate.parse(fourDigits(text)));
    } catch (DateTimeException e) {
      throw Problem.notFound("there is no day '%s': write it like 2025-12-26".formatted(text));
    }
  }

  /**
   * @throws Problem not found, if there is no such week
   */
  public static Period parseWeek(String text) {
    try {
      return week(LocalDate.parse(fourDigits(text) + "-1", DateTimeFormatter.ISO_WEEK_DATE));
    } catch (DateTimeException e) {
      throw Problem.notFound("there is no week '%s': write it like 2025-W52".formatted(text));
    }
  }

  /**
   * @throws Problem not found, if there is no such month
   */
  public static Period parseMonth(String text) {
    try {
      return month(YearMonth.parse(fourDigits(text)).atDay(1));
    } catch (DateTimeException e) {
      throw Problem.notFound("there is no month '%s': write it like 2025-12".formatted(text));
    }
  }

  /** Refuses signed ISO 8601 years of more than four digits and years before 1900. */
  private static String fourDigits(String text) {
    if (!YEAR.matcher(text).lookingAt()) {
      throw new DateTimeException("a year is from 1970 to 9998: got " + text);
    }
    return text;
  }

  /** "day", "week" or "month". */
  String kindName() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Form used in addresses: 2025-12-26, 2025-W52, 2025-12. */
  String key() {
    return switch (kind) {
      case DAY -> from.toString();
      case WEEK ->
          "%04d-W%02d"
              .formatted(
                  from.get(IsoFields.WEEK_BASED_YEAR), from.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTH -> YearMonth.from(from).toString();
    };
  }

  public String url() {
    return switch (kind) {
      case DAY -> "/papers/date/" + key();
      case WEEK -> "/papers/week/" + key();
      case MONTH -> "/papers/month/" + key();
    };
  }

  String title() {
    return switch (kind) {
      case DAY -> DAY.format(from);
      case WEEK ->
          "Week %d, %s%s"
              .formatted(from.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), upTo(), DATE.format(to));
      case MONTH -> MONTH.format(from);
    };
  }

  /** The first day, without the parts it shares with the last, and a dash. */
  private String upTo() {
    if (from.getYear() != to.getYear()) {
      return DATE.format(from) + " – ";
    }
    return from.getMonth() == to.getMonth()
        ? from.getDayOfMonth() + "–\u2060" // no new line there
        : SHORT.format(from) + " – ";
  }

  /** Title for links between periods. */
  public String shortTitle() {
    return switch (kind) {
      case DAY -> SHORT.format(from);
      case WEEK -> "Week " + from.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case MONTH -> MONTH.format(from);
    };
  }

  /** The period of this kind that contains {@code day}. */
  Period around(LocalDate day) {
    return switch (kind) {
      case DAY -> day(day);
      case WEEK -> week(day);
      case MONTH -> month(day);
    };
  }
}

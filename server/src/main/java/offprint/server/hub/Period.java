package offprint.server.hub;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/** Days from {@code from} to {@code to}. */
record Period(LocalDate from, LocalDate to) {
  private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  /** Everything up to {@code today}. */
  static Period until(LocalDate today) {
    return new Period(FIRST, today);
  }

  boolean isDay() {
    return from.equals(to);
  }

  /** Null if there is no such day. */
  static @Nullable Period day(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      return known(new Period(day, day));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Null if there is no such ISO week. */
  static @Nullable Period week(String text) {
    try {
      LocalDate monday = LocalDate.parse(text + "-1", DateTimeFormatter.ISO_WEEK_DATE);
      return known(new Period(monday, monday.with(TemporalAdjusters.next(DayOfWeek.SUNDAY))));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Null if there is no such month. */
  static @Nullable Period month(String text) {
    try {
      YearMonth month = YearMonth.parse(text);
      return known(new Period(month.atDay(1), month.atEndOfMonth()));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Period known(Period period) {
    return period.from.isBefore(FIRST) || period.to.isAfter(LAST) ? null : period;
  }
}

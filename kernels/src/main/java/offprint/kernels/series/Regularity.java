package offprint.kernels.series;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How evenly the times of rows are spaced. Months and years count as even although their lengths
 * differ, and so do working days without weekends.
 *
 * @param steps number of steps, one fewer than rows
 * @param stepMillis median step
 * @param step the usual step in words, such as "1 hour"
 * @param gaps steps that skip at least one row
 * @param missing rows that the gaps skip
 * @param repeated steps of length 0
 * @param backward steps back in time
 * @param uneven other steps that differ from the usual one
 */
public record Regularity(
    int steps,
    long stepMillis,
    String step,
    int gaps,
    long missing,
    int repeated,
    int backward,
    int uneven) {
  private static final long DAY = 86_400_000;

  /** Number of steps that differ from the usual one. */
  public int irregular() {
    return gaps + repeated + backward + uneven;
  }

  /**
   * @param millis time of each row since 1970-01-01 UTC, in the order of the rows
   */
  public static Regularity of(long[] millis) {
    int steps = Math.max(0, millis.length - 1);
    if (steps == 0) {
      return new Regularity(0, 0, "none", 0, 0, 0, 0, 0);
    }
    long[] sorted = new long[steps];
    for (int i = 0; i < steps; i++) {
      sorted[i] = millis[i + 1] - millis[i];
    }
    Arrays.sort(sorted);
    long median = sorted[steps / 2];
    if (median >= 28 * DAY && median <= 366 * DAY) {
      long months = Math.round(median / (30.4375 * DAY));
      Regularity calendar = byMonths(millis, median, months);
      if (calendar.uneven == 0) {
        return calendar;
      }
    }
    boolean working = median == DAY && withoutWeekends(millis);
    return count(
        steps,
        median,
        working ? "1 working day" : words(median),
        i -> rows(millis[i], millis[i + 1], median, working));
  }

  /** Steps of a series; none without dates. */
  public static Regularity of(TimeSeries series) {
    long[] millis = series.millis();
    return of(millis == null ? new long[0] : millis);
  }

  private static Regularity byMonths(long[] millis, long median, long months) {
    String step = months % 12 == 0 ? plural(months / 12, "year") : plural(months, "month");
    return count(
        millis.length - 1,
        median,
        step,
        i -> {
          LocalDateTime from = time(millis[i]);
          LocalDateTime to = time(millis[i + 1]);
          boolean ends = isMonthEnd(from) && isMonthEnd(to);
          long passed =
              ChronoUnit.MONTHS.between(
                  from.toLocalDate().withDayOfMonth(1), to.toLocalDate().withDayOfMonth(1));
          boolean sameDay = from.getDayOfMonth() == to.getDayOfMonth() || ends;
          boolean whole = sameDay && from.toLocalTime().equals(to.toLocalTime());
          return whole ? (double) passed / months : 0.5;
        });
  }

  private static Regularity count(int steps, long median, String step, Rows rows) {
    int gaps = 0;
    long missing = 0;
    int repeated = 0;
    int backward = 0;
    int uneven = 0;
    for (int i = 0; i < steps; i++) {
      double passed = rows.passed(i);
      long whole = Math.round(passed);
      if (passed == 0) {
        repeated++;
      } else if (passed < 0) {
        backward++;
      } else if (whole >= 2) {
        gaps++;
        missing += whole - 1;
      } else if (passed != 1) {
        uneven++;
      }
    }
    return new Regularity(steps, median, step, gaps, missing, repeated, backward, uneven);
  }

  /** Usual steps that pass between row i and the next. */
  private interface Rows {
    double passed(int i);
  }

  private static double rows(long from, long to, long median, boolean working) {
    if (working && to - from == 3 * DAY && time(from).getDayOfWeek().getValue() == 5) {
      return 1;
    }
    return median <= 0 ? (to - from) : (double) (to - from) / median;
  }

  private static boolean withoutWeekends(long[] millis) {
    int weekends = 0;
    for (long row : millis) {
      if (time(row).getDayOfWeek().getValue() > 5) {
        return false;
      }
    }
    for (int i = 1; i < millis.length; i++) {
      weekends += millis[i] - millis[i - 1] == 3 * DAY ? 1 : 0;
    }
    return weekends > 0;
  }

  private static LocalDateTime time(long millis) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }

  private static boolean isMonthEnd(LocalDateTime time) {
    LocalDate date = time.toLocalDate();
    return date.getDayOfMonth() == date.lengthOfMonth();
  }

  /** Sentences for people; none if all steps are the same. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    if (irregular() == 0) {
      return sentences;
    }
    sentences.add(
        String.format(
            Locale.ROOT,
            "%,d of %,d steps %s irregular; the usual step is %s.",
            irregular(),
            steps,
            irregular() == 1 ? "is" : "are",
            step));
    if (gaps > 0) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "%,d %s missing in %,d %s.",
              missing,
              missing == 1 ? "row is" : "rows are",
              gaps,
              gaps == 1 ? "gap" : "gaps"));
    }
    if (repeated > 0) {
      sentences.add(
          String.format(
              Locale.ROOT,
              repeated == 1
                  ? "%,d row repeats the time before."
                  : "%,d rows repeat the time before.",
              repeated));
    }
    if (backward > 0) {
      sentences.add(
          String.format(
              Locale.ROOT,
              backward == 1
                  ? "%,d row is earlier than the row before."
                  : "%,d rows are earlier than the row before.",
              backward));
    }
    return sentences;
  }

  private static String words(long millis) {
    long[] sizes = {7 * DAY, DAY, 3_600_000, 60_000, 1000};
    String[] names = {"week", "day", "hour", "minute", "second"};
    for (int i = 0; i < sizes.length; i++) {
      if (millis >= sizes[i] && millis % sizes[i] == 0) {
        return plural(millis / sizes[i], names[i]);
      }
    }
    return plural(millis, "millisecond");
  }

  private static String plural(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}

package offprint.server.feed;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import offprint.server.paper.Papers;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which days have papers. */
@Component
final class Calendar {
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 9998;

  private final Feed feed;
  private final Papers papers;

  Calendar(Feed feed, Papers papers) {
    this.feed = feed;
    this.papers = papers;
  }

  /**
   * Twelve months.
   *
   * @param earlier the year before that has papers, "" for none
   * @param later the same after it
   */
  record Year(String title, int papers, List<Month> months, String earlier, String later) {}

  /** The month that a page of {@code span} shows. */
  Month month(Period period) {
    YearMonth month = YearMonth.from(period.from());
    @Nullable Period before =
        papers.newestDay(month.atDay(1).minusDays(1)).map(Period::day).orElse(null);
    @Nullable Period after =
        papers.oldestDay(month.atEndOfMonth().plusDays(1)).map(Period::day).orElse(null);
    return Month.of(month, feed.days(month.atDay(1), month.atEndOfMonth()), period)
        .between(before, after);
  }

  /** The last year that has papers, this one if none has. */
  int newestYear() {
    return feed.newestDay().orElseGet(() -> LocalDate.now(ZoneOffset.UTC)).getYear();
  }

  /**
   * @throws Problem not found, if it is no year
   */
  Year year(String text) {
    if (!text.matches("[0-9]{4}")) {
      throw noYear(text);
    }
    int year = Integer.parseInt(text);
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw noYear(text);
    }
    LocalDate first = LocalDate.of(year, 1, 1);
    LocalDate last = LocalDate.of(year, 12, 31);
    Map<String, Integer> days = feed.days(first, last);
    return new Year(
        text,
        days.values().stream().mapToInt(Integer::intValue).sum(),
        IntStream.rangeClosed(1, 12)
            .mapToObj(month -> Month.of(YearMonth.of(year, month), days, null))
            .toList(),
        year(papers.newestDay(first.minusDays(1))),
        year(papers.oldestDay(last.plusDays(1))));
  }

  private static String year(Optional<LocalDate> day) {
    return day.map(d -> Integer.toString(d.getYear())).orElse("");
  }

  private static Problem noYear(String text) {
    return Problem.notFound("there is no year '%s': write it like 2025".formatted(text));
  }
}

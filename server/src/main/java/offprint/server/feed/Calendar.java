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

/** Numbers of papers per day, by month and year. */
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
   * @param earlier nearest earlier year with papers, "" for none
   * @param later nearest later year with papers, "" for none
   */
  record Year(String title, int papers, List<Month> months, String earlier, String later) {}

  /** The month shown beside a period. */
  Month month(Period period) {
    YearMonth month = YearMonth.from(period.from());
    @Nullable Period before =
        papers.newestDay(month.atDay(1).minusDays(1)).map(Period::day).orElse(null);
    @Nullable Period after =
        papers.oldestDay(month.atEndOfMonth().plusDays(1)).map(Period::day).orElse(null);
    return Month.of(month, feed.days(month.atDay(1), month.atEndOfMonth()), period)
        .between(before, after);
  }

  /** The latest year with papers, the current one if none has. */
  int newestYear() {
    return feed.newestDay().orElseGet(() -> LocalDate.now(ZoneOffset.UTC)).getYear();
  }

  /**
   * @throws Problem not found, if the text is not a year
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

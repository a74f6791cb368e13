package offprint.server.feed;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A month's calendar.
 *
 * @param weeks from Monday
 * @param earlier address of an earlier month, "" for none
 * @param later the same
 */
record Month(
    String title, String url, String year, List<Week> weeks, String earlier, String later) {
  private static final DateTimeFormatter TITLE =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter SPOKEN =
      DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

  /** An ISO week with its seven days. */
  record Week(String key, List<Cell> days) {}

  /**
   * A day.
   *
   * @param number of the month, 0 outside the month
   * @param level 0 without papers, to 4 with many
   * @param current whether the page shows it
   */
  record Cell(int number, String day, int papers, int level, boolean current) {
    private static final Cell BLANK = new Cell(0, "", 0, 0, false);

    /** "26 December: 12 papers". */
    public String spoken() {
      return SPOKEN.format(LocalDate.parse(day))
          + (papers == 1 ? ": 1 paper" : ": %d papers".formatted(papers));
    }
  }

  static Month of(YearMonth month, Map<String, Integer> papers, @Nullable Period shown) {
    List<Week> weeks = new ArrayList<>();
    LocalDate last = month.atEndOfMonth();
    for (LocalDate day = Period.week(month.atDay(1)).from();
        !day.isAfter(last);
        day = day.plusDays(7)) {
      List<Cell> days = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        days.add(cell(day.plusDays(i), month, papers, shown));
      }
      weeks.add(new Week(Period.week(day).key(), days));
    }
    return new Month(
        TITLE.format(month),
        Period.month(month.atDay(1)).url(),
        Integer.toString(month.getYear()),
        weeks,
        "",
        "");
  }

  private static Cell cell(
      LocalDate day, YearMonth month, Map<String, Integer> papers, @Nullable Period shown) {
    if (!YearMonth.from(day).equals(month)) {
      return Cell.BLANK;
    }
    int count = papers.getOrDefault(day.toString(), 0);
    boolean current =
        shown != null
            && shown.kind() != Period.Kind.MONTH
            && !day.isBefore(shown.from())
            && !day.isAfter(shown.to());
    return new Cell(day.getDayOfMonth(), day.toString(), count, level(count), current);
  }

  private static int level(int papers) {
    return papers == 0 ? 0 : papers < 8 ? 1 : papers < 16 ? 2 : papers < 32 ? 3 : 4;
  }

  /** The calendar as an HTML table. */
  public String html() {
    return MonthHtml.of(this);
  }

  Month between(@Nullable Period before, @Nullable Period after) {
    return new Month(
        title,
        url,
        year,
        weeks,
        before == null ? "" : Period.month(before.to()).url(),
        after == null ? "" : Period.month(after.from()).url());
  }
}

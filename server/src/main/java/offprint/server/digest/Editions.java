package offprint.server.digest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import offprint.server.feed.Trending;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import org.jspecify.annotations.Nullable;

/** Makes editions and caches the last one until something changes. */
final class Editions {
  /** Most papers of one search in an edition. */
  static final int ANSWERS = 100;

  private static final int TRENDING = 10;
  private static final int PUBLISHED_DAYS = 60;
  private static final int LISTED_DAYS = 14;

  private final NewPaperTable table;
  private final Trending trending;
  private final Papers papers;
  private final Function<String, List<Long>> questions;
  private @Nullable Known known;

  Editions(
      NewPaperTable table,
      Trending trending,
      Papers papers,
      Function<String, List<Long>> questions) {
    this.table = table;
    this.trending = trending;
    this.papers = papers;
    this.questions = questions;
  }

  private record Known(Edition edition, long change, Instant hour) {}

  /**
   * @param after row number after which papers may be new to a subscriber
   * @param upTo the greatest row number that is taken in
   */
  synchronized Edition at(Instant now, long after, long upTo) {
    long change = papers.changes();
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    Known last = known;
    if (last != null
        && last.change() == change
        && last.hour().equals(hour)
        && last.edition().arrivals().after() <= after
        && last.edition().arrivals().upTo() == upTo) {
      return last.edition();
    }
    Edition edition = make(now, after, upTo);
    known = new Known(edition, change, hour);
    return edition;
  }

  private Edition make(Instant now, long after, long upTo) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<Long> week =
        papers.listed(today.minusDays(6), today, TRENDING, 0).stream()
            .map(StoredPaper::id)
            .toList();
    return new Edition(
        table.since(
            after,
            upTo,
            today.minusDays(PUBLISHED_DAYS).toString(),
            today.minusDays(LISTED_DAYS).toString()),
        Map.of(Schedule.Rhythm.DAILY, trending.top(TRENDING, 0), Schedule.Rhythm.WEEKLY, week),
        questions);
  }
}

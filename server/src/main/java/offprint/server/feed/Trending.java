package offprint.server.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offprint.server.feed.FeedTable.Votes;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Papers by interest against age, as Hacker News ranks:
 *
 * <pre>score = (upvotes + 2 · comments + 1)^0.8 / (days since it was listed + 2)^1.8</pre>
 *
 * A comment is more work than a vote and counts twice. The exponent below 1 keeps one famous paper
 * from standing for weeks: a paper with 100 votes falls below a new one with 10 within four days.
 * Only list entries of the last {@value #WINDOW_DAYS} days count, of two entries of a paper the
 * better. Ages are measured from the full hour; where nothing was listed for more than {@value
 * #QUIET_DAYS} days, from the end of the newest day, so that an archive has a trend, too.
 */
@Component
public final class Trending {
  static final int WINDOW_DAYS = 30;
  static final int QUIET_DAYS = 4;
  private static final int PLACES_KEPT = 100_000;
  private static final double COMMENT = 2;
  private static final double INTEREST = 0.8;
  private static final double GRAVITY = 1.8;
  private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final FeedTable table;
  private final Papers papers;
  private final VersionedCache<Ranking> rankings;
  private final Clock clock;

  @Autowired
  public Trending(Home home, Papers papers) {
    this(home, papers, Clock.systemUTC());
  }

  /**
   * @param clock current time
   */
  public Trending(Home home, Papers papers, Clock clock) {
    this.table = new FeedTable(JdbcClient.create(home.dataSource()));
    this.papers = papers;
    this.rankings = new VersionedCache<>(papers, PLACES_KEPT, Ranking::size);
    this.clock = clock;
  }

  /** Papers by descending score, now. */
  public List<Long> top(int limit, int offset) {
    return ranking(reference()).papers(offset, limit);
  }

  /**
   * A page of papers by descending score.
   *
   * @param reference reference time of ages: the value of {@link #reference} on the first page
   * @param after end of the previous page, null for a page by number
   * @param page from 0
   */
  public PageSlice slice(Instant reference, @Nullable Cursor after, int limit, int page) {
    return ranking(reference).slice(new Page(limit, after == null ? page : 0, after, null));
  }

  /** Reference time of ages. */
  public Instant reference() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.HOURS);
    Optional<LocalDate> newest = papers.newestDay(LocalDate.ofInstant(now, ZoneOffset.UTC));
    Instant end = newest.map(Trending::endOf).orElse(now);
    return now.isAfter(end.plus(Duration.ofDays(QUIET_DAYS))) ? end : now;
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** All trending papers at {@code reference}, by descending score. */
  Ranking ranking(Instant reference) {
    return rankings.get("trending " + reference, () -> new Ranking(rank(reference)));
  }

  private List<SortKey> rank(Instant reference) {
    LocalDate to = LocalDate.ofInstant(reference, ZoneOffset.UTC);
    Map<Long, Double> best = new HashMap<>();
    for (Votes votes : table.votes(to.minusDays(WINDOW_DAYS).toString(), to.toString())) {
      best.merge(votes.paper(), score(votes, reference), Math::max);
    }
    return best.entrySet().stream()
        .map(entry -> new SortKey(-entry.getValue(), entry.getKey()))
        .sorted()
        .toList();
  }

  static double score(Votes votes, Instant reference) {
    double days = Math.max(0, (reference.toEpochMilli() - votes.listedAt()) / DAY_MILLIS);
    double interest = votes.upvotes() + COMMENT * votes.comments() + 1;
    return Math.pow(interest, INTEREST) / Math.pow(days + 2, GRAVITY);
  }
}

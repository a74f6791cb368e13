package offprint.server.feed;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import offprint.method.Paper;
import offprint.server.feed.FeedTable.Seen;
import offprint.server.home.Home;
import offprint.server.method.Methods;
import offprint.server.paper.NameFolding;
import offprint.server.paper.PaperView;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.web.Address;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists of papers: by day, week, month, topic, author, trending, newest. */
@Component
public final class Feed {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

  private static final int PLACES_KEPT = 600_000;
  private static final int TOTALS_KEPT = 1_000;

  private final FeedTable table;
  private final Papers papers;
  private final Methods methods;
  private final Trending trending;
  private final VersionedCache<Ranking> rankings;
  private final VersionedCache<Long> totals;
  private final Clock clock = Clock.systemUTC();

  Feed(Home home, Papers papers, Methods methods, Trending trending) {
    this.table = new FeedTable(JdbcClient.create(home.dataSource()));
    this.papers = papers;
    this.methods = methods;
    this.trending = trending;
    this.rankings = new VersionedCache<>(papers, PLACES_KEPT, Ranking::size);
    this.totals = new VersionedCache<>(papers, TOTALS_KEPT, _ -> 1);
  }

  /** Today's list, or the newest one; the founding papers before there is any. */
  Listing front(Page page) {
    Optional<LocalDate> newest = newestDay();
    return newest.isPresent()
        ? listing(Period.day(newest.get()), page).at("/papers", "/papers.atom")
        : founding(page);
  }

  /** The latest day with a list, not after today. */
  Optional<LocalDate> newestDay() {
    return papers.newestDay(LocalDate.now(clock));
  }

  private Listing founding(Page page) {
    Ranking ranking = rankings.get("founding", () -> new Ranking(table.unlisted()));
    String lead =
        ranking.size()
            + " papers that this site was born with. A day of new papers takes their place as soon"
            + " as there is one.";
    return list("founding", "The founding papers", lead, "/papers", ranking.slice(page), page);
  }

  /** The papers of a day, a week or a month. */
  Listing listing(Period period, Page page) {
    String from = period.from().toString();
    String to = period.to().toString();
    Ranking ranking =
        rankings.get(
            period.key(),
            () -> new Ranking(from.equals(to) ? table.day(from) : table.span(from, to)));
    PageSlice pageSlice = ranking.slice(page);
    return list(
            period.kindName(),
            period.title(),
            counted(pageSlice.total()),
            period.url(),
            pageSlice,
            page)
        .with(
            papers.newestDay(period.from().minusDays(1)).map(period::around).orElse(null),
            period,
            papers.oldestDay(period.to().plusDays(1)).map(period::around).orElse(null));
  }

  private static String counted(long papers) {
    return papers == 0
        ? "No papers were listed."
        : papers == 1 ? "1 paper" : "%,d papers".formatted(papers);
  }

  /**
   * Trending papers: votes and comments weighed against age.
   *
   * @param at reference time of ages, null for now
   */
  Listing trending(@Nullable Instant at, Page page) {
    Instant newest = trending.reference();
    Instant reference = at == null || at.isAfter(newest) ? newest : at;
    String lead =
        reference.isBefore(clock.instant().minus(2, ChronoUnit.HOURS))
            ? "Votes and comments against age, as it stood on %s."
                .formatted(
                    DAY.format(LocalDate.ofInstant(reference.minusMillis(1), ZoneOffset.UTC)))
            : "Votes and comments against age.";
    PageSlice pageSlice = trending.ranking(reference).slice(page);
    return list(
        "trending", "Trending", lead, "/papers/trending", pageSlice, page, "at=" + reference);
  }

  /** All papers by first publication. */
  Listing newest(Page page) {
    PageSlice pageSlice = slice(Order.NEWEST, "", page);
    String lead = "All %,d papers, the last published first.".formatted(pageSlice.total());
    return list("newest", "Newest", lead, "/papers/newest", pageSlice, page);
  }

  /**
   * @throws Problem not found
   */
  Listing topic(String name, Page page) {
    return ofName("topic", Order.TOPIC, "/topics", name, NameFolding.topic(name), page);
  }

  /**
   * @throws Problem not found
   */
  Listing author(String name, Page page) {
    return ofName("author", Order.AUTHOR, "/authors", name, NameFolding.key(name), page);
  }

  private PageSlice slice(Order order, String name, Page page) {
    long total = totals.get(order + " " + name, () -> table.count(order, name));
    return table.slice(order, name, page, total);
  }

  private Listing ofName(
      String kind, Order order, String folder, String name, String key, Page page) {
    String spelling =
        table
            .spelling(order, key)
            .orElseThrow(
                () -> Problem.notFound("there is no paper of the %s '%s'".formatted(kind, name)));
    PageSlice pageSlice = slice(order, key, page);
    String url = Address.named(folder, spelling, "");
    return list(kind, spelling, counted(pageSlice.total()), url, pageSlice, page)
        .at(url, Address.named(folder, spelling, ".atom"));
  }

  /** Whether papers have this keyword. */
  boolean isTopic(String name) {
    return table.spelling(Order.TOPIC, NameFolding.topic(name)).isPresent();
  }

  /**
   * Papers that a user submitted.
   *
   * @throws Problem not found
   */
  Listing submitter(String name, Page page) {
    PageSlice pageSlice = slice(Order.SUBMITTER, name, page);
    if (pageSlice.total() == 0) {
      throw Problem.notFound("nobody called '%s' has listed a paper".formatted(name));
    }
    String url = Address.submitter(name);
    String lead = "%s put on a list by this user".formatted(counted(pageSlice.total()));
    return list("submitter", name, lead, url, pageSlice, page)
        .at(url, Address.named("/submitters", name, ".atom"));
  }

  /** The papers that run, by title. */
  Listing runnable() {
    List<StoredPaper> stored =
        papers.withSlugs(methods.papers().stream().map(Paper::slug).toList());
    PageSlice pageSlice =
        new PageSlice(stored.stream().map(StoredPaper::id).toList(), null, null, stored.size());
    return list(
            "runnable",
            "Papers that run",
            "Bring your own data, or take the examples; see which of the paper’s claims hold.",
            "/runnable",
            pageSlice,
            Page.first(Page.DEFAULT_LIMIT))
        .at("/runnable", "");
  }

  /** Number of papers per day. */
  Map<String, Integer> days(LocalDate from, LocalDate to) {
    return table.days(from.toString(), to.toString());
  }

  List<FeedTable.Count> topics(int limit) {
    return table.topics(limit);
  }

  private Listing list(
      String kind,
      String title,
      String lead,
      String url,
      PageSlice pageSlice,
      Page page,
      String... more) {
    Map<Long, Long> changes = papers.changes(pageSlice.papers());
    Map<Long, Seen> seen = table.seen(pageSlice.papers());
    List<ListedPaper> standings = new ArrayList<>();
    for (Long id : pageSlice.papers()) {
      Long changed = changes.get(id);
      if (changed != null) {
        Seen known = seen.getOrDefault(id, new Seen(id, "", 0, 0));
        standings.add(new ListedPaper(id, changed, known.upvotes(), known.comments(), known.day()));
      }
    }
    return new Listing(
        kind,
        title,
        lead,
        url,
        url + ".atom",
        null,
        null,
        null,
        new Entries(standings, this::views),
        pageSlice.total(),
        pageSlice.first() == null
            ? ""
            : link(url, page, "before=" + encoded(pageSlice.first()), more),
        pageSlice.last() == null
            ? ""
            : link(url, page, "after=" + encoded(pageSlice.last()), more));
  }

  private Map<Long, PaperView> views(List<Long> ids) {
    return papers.withIds(ids).stream()
        .collect(Collectors.toMap(StoredPaper::id, paper -> PaperView.of(paper, methods)));
  }

  private static String encoded(Cursor cursor) {
    return URLEncoder.encode(cursor.toString(), StandardCharsets.UTF_8);
  }

  private static String link(String url, Page page, String place, String... more) {
    StringBuilder link = new StringBuilder(url).append(url.contains("?") ? '&' : '?');
    if (page.limit() != Page.DEFAULT_LIMIT) {
      link.append("limit=").append(page.limit()).append('&');
    }
    for (String part : more) {
      link.append(part).append('&');
    }
    return link.append(place).toString();
  }
}

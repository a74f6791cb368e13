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
import offprint.server.paper.Fold;
import offprint.server.paper.PaperView;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.web.Address;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which papers stand on which page. */
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
  private final Kept<Ranking> rankings;
  private final Kept<Long> totals;
  private final Clock clock = Clock.systemUTC();

  Feed(Home home, Papers papers, Methods methods, Trending trending) {
    this.table = new FeedTable(JdbcClient.create(home.dataSource()));
    this.papers = papers;
    this.methods = methods;
    this.trending = trending;
    this.rankings = new Kept<>(papers, PLACES_KEPT, Ranking::size);
    this.totals = new Kept<>(papers, TOTALS_KEPT, _ -> 1);
  }

  /** Today's list, or the newest that exists; before the first day has one, the founding papers. */
  Listing front(Page page) {
    Optional<LocalDate> newest = newestDay();
    return newest.isPresent()
        ? listing(Span.day(newest.get()), page).at("/papers", "/papers.atom")
        : founding(page);
  }

  /** The last day up to today that has a list. */
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
  Listing listing(Span span, Page page) {
    String from = span.from().toString();
    String to = span.to().toString();
    Ranking ranking =
        rankings.get(
            span.key(),
            () -> new Ranking(from.equals(to) ? table.day(from) : table.span(from, to)));
    Slice slice = ranking.slice(page);
    return list(span.kindName(), span.title(), counted(slice.total()), span.url(), slice, page)
        .with(
            papers.newestDay(span.from().minusDays(1)).map(span::around).orElse(null),
            span,
            papers.oldestDay(span.to().plusDays(1)).map(span::around).orElse(null));
  }

  private static String counted(long papers) {
    return papers == 0
        ? "No papers were listed."
        : papers == 1 ? "1 paper" : "%,d papers".formatted(papers);
  }

  /**
   * Papers by votes and comments against age.
   *
   * @param at what ages are measured from, null for now
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
    Slice slice = trending.ranking(reference).slice(page);
    return list("trending", "Trending", lead, "/papers/trending", slice, page, "at=" + reference);
  }

  /** All papers by first publication. */
  Listing newest(Page page) {
    Slice slice = slice(Order.NEWEST, "", page);
    String lead = "All %,d papers, the last published first.".formatted(slice.total());
    return list("newest", "Newest", lead, "/papers/newest", slice, page);
  }

  /**
   * @throws Problem not found
   */
  Listing topic(String name, Page page) {
    return ofName("topic", Order.TOPIC, "/topics", name, Fold.topic(name), page);
  }

  /**
   * @throws Problem not found
   */
  Listing author(String name, Page page) {
    return ofName("author", Order.AUTHOR, "/authors", name, Fold.key(name), page);
  }

  private Slice slice(Order order, String name, Page page) {
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
    Slice slice = slice(order, key, page);
    String url = Address.named(folder, spelling, "");
    return list(kind, spelling, counted(slice.total()), url, slice, page)
        .at(url, Address.named(folder, spelling, ".atom"));
  }

  /** Whether papers have this keyword. */
  boolean isTopic(String name) {
    return table.spelling(Order.TOPIC, Fold.topic(name)).isPresent();
  }

  /**
   * What a user has put on lists.
   *
   * @throws Problem not found
   */
  Listing submitter(String name, Page page) {
    Slice slice = slice(Order.SUBMITTER, name, page);
    if (slice.total() == 0) {
      throw Problem.notFound("nobody called '%s' has listed a paper".formatted(name));
    }
    String url = Address.submitter(name);
    String lead = "%s put on a list by this user".formatted(counted(slice.total()));
    return list("submitter", name, lead, url, slice, page)
        .at(url, Address.named("/submitters", name, ".atom"));
  }

  /** The papers that run, by title. */
  Listing runnable() {
    List<StoredPaper> stored =
        papers.withSlugs(methods.papers().stream().map(Paper::slug).toList());
    Slice slice =
        new Slice(stored.stream().map(StoredPaper::id).toList(), null, null, stored.size());
    return list(
            "runnable",
            "Papers that run",
            "Bring your own data, or take the examples; see which of the paper’s claims hold.",
            "/runnable",
            slice,
            Page.first(Page.DEFAULT_LIMIT))
        .at("/runnable", "");
  }

  /** How many papers each day lists. */
  Map<String, Integer> days(LocalDate from, LocalDate to) {
    return table.days(from.toString(), to.toString());
  }

  List<FeedTable.Count> topics(int limit) {
    return table.topics(limit);
  }

  private Listing list(
      String kind, String title, String lead, String url, Slice slice, Page page, String... more) {
    Map<Long, Long> changes = papers.changes(slice.papers());
    Map<Long, Seen> seen = table.seen(slice.papers());
    List<Standing> standings = new ArrayList<>();
    for (Long id : slice.papers()) {
      Long changed = changes.get(id);
      if (changed != null) {
        Seen known = seen.getOrDefault(id, new Seen(id, "", 0, 0));
        standings.add(new Standing(id, changed, known.upvotes(), known.comments(), known.day()));
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
        slice.total(),
        slice.first() == null ? "" : link(url, page, "before=" + encoded(slice.first()), more),
        slice.last() == null ? "" : link(url, page, "after=" + encoded(slice.last()), more));
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

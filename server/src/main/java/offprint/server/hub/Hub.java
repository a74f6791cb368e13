package offprint.server.hub;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import offprint.server.feed.Cursor;
import offprint.server.feed.PageSlice;
import offprint.server.feed.Trending;
import offprint.server.home.Home;
import offprint.server.paper.PaperName;
import offprint.server.paper.Papers;
import offprint.server.search.Search;
import offprint.server.web.Gzip;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Answers of the Hugging Face papers API. */
@Component
public final class Hub {
  private final HubTable table;
  private final Papers papers;
  private final Trending trending;
  private final Search search;
  private final ListBodies listBodies;
  private final Clock clock = Clock.systemUTC();

  Hub(Home home, Papers papers, Trending trending, Search search, Gzip gzip) {
    this.table = new HubTable(JdbcClient.create(home.dataSource()));
    this.listBodies = new ListBodies(table, gzip);
    this.papers = papers;
    this.trending = trending;
    this.search = search;
  }

  /**
   * A page of a list.
   *
   * @param next further parameters of the next page, empty after the last
   */
  record Answer(List<HubTable.Ref> entries, Map<String, String> next) {
    Answer before(Map<String, String> more) {
      return new Answer(entries, more);
    }

    /** Entity tag of the page. */
    String tag() {
      long hash = entries.size();
      for (HubTable.Ref entry : entries) {
        hash = (hash * 0x9E3779B97F4A7C15L + entry.hashCode()) * 0xBF58476D1CE4E5B9L;
      }
      return "W/\"" + Long.toHexString(hash) + "\"";
    }
  }

  /**
   * A page in JSON.
   *
   * @param site address of this site, for links
   * @param zip compressed (RFC 1952)
   */
  byte[] json(Answer answer, String site, boolean zip) {
    return zip
        ? listBodies.zipped(answer.entries(), site)
        : listBodies.plain(answer.entries(), site);
  }

  /**
   * A page of daily papers; the founding papers while no day has any.
   *
   * @throws HubProblem if {@code given} breaks a rule
   */
  Answer daily(Map<String, String> given) {
    LocalDate today = LocalDate.now(clock);
    HubQuery query = HubQuery.of(given, today);
    if (query.isOfAll() && papers.newestDay(today).isEmpty()) {
      return founding(query);
    }
    if (query.isOfAll() && query.trending()) {
      return trend(query);
    }
    List<HubTable.Ref> refs =
        query.trending()
            ? table.byUpvotes(query, query.after(), query.limit() + 1)
            : table.byDay(query, query.seen(), query.limit() + 1);
    boolean more = refs.size() > query.limit();
    List<HubTable.Ref> page = refs.subList(0, more ? query.limit() : refs.size());
    return new Answer(List.copyOf(page), more ? next(query, page) : Map.of());
  }

  private Answer founding(HubQuery query) {
    long offset = (long) query.limit() * query.page();
    List<Long> ids = table.unlisted(query.limit() + 1, offset);
    boolean more = ids.size() > query.limit();
    return papers(more ? ids.subList(0, query.limit()) : ids)
        .before(more ? Map.of("p", Integer.toString(query.page() + 1)) : Map.of());
  }

  private static Map<String, String> next(HubQuery query, List<HubTable.Ref> page) {
    HubTable.Ref end = page.getLast();
    return Map.of(
        "cursor",
        query.trending()
            ? new Cursor(Integer.toString(-end.upvotes()), end.paper()).toString()
            : query.seen().after(page).encode());
  }

  private Answer trend(HubQuery query) {
    Instant newest = trending.reference();
    Instant at = query.at() == null || query.at().isAfter(newest) ? newest : query.at();
    PageSlice pageSlice = trending.slice(at, query.after(), query.limit(), query.page());
    return papers(pageSlice.papers())
        .before(
            pageSlice.last() == null
                ? Map.of()
                : Map.of("at", at.toString(), "cursor", pageSlice.last().toString()));
  }

  /**
   * Search results, best first, or the one paper with the given id or address; incomplete while the
   * index is being built.
   */
  Answer search(String query, int limit) {
    return papers(search.find(query, 0, limit).hits().stream().map(Search.Hit::paper).toList());
  }

  /** The papers at their newest list entries, in the given order. */
  Answer papers(List<Long> ids) {
    Map<Long, HubTable.Ref> byPaper =
        table.newest(ids).stream().collect(Collectors.toMap(HubTable.Ref::paper, ref -> ref));
    List<HubTable.Ref> refs = ids.stream().map(byPaper::get).filter(Objects::nonNull).toList();
    return new Answer(refs, Map.of());
  }

  /**
   * @throws HubProblem if there is no such paper
   */
  ObjectNode paper(String id, String site) {
    return new EntryJson(row(id)).alone(site);
  }

  /**
   * @throws HubProblem if there is no such paper
   */
  HubTable.Row row(String id) {
    return table.find(plain(id)).orElseThrow(() -> HubProblem.noPaper(id));
  }

  boolean has(String id) {
    return table.exists(plain(id));
  }

  private static String plain(String id) {
    return PaperName.plain(id).replace('\0', ' ');
  }
}

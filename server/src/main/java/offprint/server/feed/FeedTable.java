package offprint.server.feed;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import offprint.server.prose.Prose;
import offprint.server.web.Address;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Queries of lists that return row numbers and sort keys only, from indexes. */
final class FeedTable {
  private static final int SPELLERS = 100; // papers considered for the spelling
  private static final String SEEN =
      " and not exists (select 1 from hidden_paper h where h.paper = l.paper)";

  private final JdbcClient sql;

  FeedTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** Inputs of the trending score. */
  record Votes(long paper, int upvotes, int comments, long listedAt) {}

  /** Summary of a paper over lists: last day, most votes and comments. */
  record Seen(long paper, String day, int upvotes, int comments) {}

  /** A keyword and its number of papers. */
  record Count(String name, int papers) {
    public String url() {
      return Address.topic(name);
    }

    public String html() {
      return Prose.title(name);
    }
  }

  /** Entries of the days from {@code from} to {@code to}. */
  List<Votes> votes(String from, String to) {
    return sql.sql(
            "select paper, upvotes, comments, listed_at from listing l where day between :from and"
                + " :to"
                + SEEN)
        .param("from", from)
        .param("to", to)
        .query(
            (rs, _) ->
                new Votes(
                    rs.getLong("paper"),
                    rs.getInt("upvotes"),
                    rs.getInt("comments"),
                    rs.getLong("listed_at")))
        .list();
  }

  /** The list of a day, by place. */
  List<SortKey> day(String day) {
    return sql.sql(
            "select paper, place as key from listing l where day = :day"
                + SEEN
                + " order by place, paper")
        .param("day", day)
        .query(FeedTable::mark)
        .list();
  }

  /** The papers of several days, each once, by descending upvotes. */
  List<SortKey> span(String from, String to) {
    return sql.sql(
            "select paper, -max(upvotes) as key from listing l where day between :from and :to"
                + SEEN
                + " group by paper order by key, paper")
        .param("from", from)
        .param("to", to)
        .query(FeedTable::mark)
        .list();
  }

  /** Papers on no daily list, in order of arrival. */
  List<SortKey> unlisted() {
    return sql.sql(
            "select p.id as paper, p.id as key from paper p where not exists"
                + " (select 1 from listing l where l.paper = p.id)"
                + SEEN.replace("l.paper", "p.id")
                + " order by p.id")
        .query(FeedTable::mark)
        .list();
  }

  private static SortKey mark(ResultSet rs, int row) throws SQLException {
    return new SortKey(rs.getDouble("key"), rs.getLong("paper"));
  }

  /**
   * @param total of all pages
   */
  PageSlice slice(Order order, String name, Page page, long total) {
    Cursor from = page.before() != null ? page.before() : page.after();
    boolean back = page.before() != null;
    List<Cursor> found =
        new ArrayList<>(cursors(order, name, from, back, page.limit() + 1, page.offset()));
    boolean more = found.size() > page.limit();
    if (more) {
      found.removeLast();
    }
    if (back) {
      Collections.reverse(found);
    }
    boolean first = back ? more : from == null && page.number() == 0;
    boolean last = !back && !more;
    return new PageSlice(
        found.stream().map(Cursor::paper).toList(),
        found.isEmpty() || (back ? !more : first) ? null : found.getFirst(),
        found.isEmpty() || last ? null : found.getLast(),
        total);
  }

  private List<Cursor> cursors(
      Order order, String name, @Nullable Cursor from, boolean back, int limit, int offset) {
    String text =
        "select %s as key, %s as paper from %s where %s %s order by %s %s, %s %s limit %d offset %d"
            .formatted(
                order.key,
                order.paper,
                order.table,
                order.condition,
                from == null
                    ? ""
                    : "and (%s, %s) %s (:key, :paper)"
                        .formatted(order.key, order.paper, back ? ">" : "<"),
                order.key,
                back ? "asc" : "desc",
                order.paper,
                back ? "asc" : "desc",
                limit,
                offset);
    JdbcClient.StatementSpec query = named(text, order, name);
    if (from != null) {
      query = query.param("key", from.key()).param("paper", from.paper());
    }
    return query.query((rs, _) -> new Cursor(rs.getString("key"), rs.getLong("paper"))).list();
  }

  long count(Order order, String name) {
    if (order == Order.NEWEST) { // checking each of a million for being hidden takes longer
      return sql.sql(
              "select (select count(*) from paper) - (select count(*) from hidden_paper) as papers")
          .query(Long.class)
          .single();
    }
    return named(
            "select count(*) from %s where %s".formatted(order.table, order.condition), order, name)
        .query(Long.class)
        .single();
  }

  private JdbcClient.StatementSpec named(String text, Order order, String name) {
    JdbcClient.StatementSpec query = sql.sql(text);
    return order == Order.NEWEST ? query : query.param("name", name);
  }

  /** The most common spelling of a folded name among its newest papers. */
  Optional<String> spelling(Order order, String key) {
    return sql.sql(
            "select name from (select t.name from %s where t.key = :key order by t.published desc limit %d) newest"
                    .formatted(order.table, SPELLERS)
                + " group by name order by count(*) desc, name limit 1")
        .param("key", key)
        .query(String.class)
        .optional();
  }

  Map<Long, Seen> seen(Collection<Long> papers) {
    return papers.isEmpty()
        ? Map.of()
        : sql
            .sql(
                "select paper, max(day) as day, max(upvotes) as upvotes, max(comments) as comments"
                    + " from listing where paper in (:papers) group by paper"
                    + " union all select paper, '', upvotes, comments from tally t"
                    + " where paper in (:papers)"
                    + " and not exists (select 1 from listing l where l.paper = t.paper)")
            .param("papers", papers)
            .query(
                (rs, _) ->
                    new Seen(
                        rs.getLong("paper"),
                        rs.getString("day"),
                        rs.getInt("upvotes"),
                        rs.getInt("comments")))
            .list()
            .stream()
            .collect(Collectors.toMap(Seen::paper, Function.identity()));
  }

  /** Number of papers by day. */
  Map<String, Integer> days(String from, String to) {
    Map<String, Integer> days = new HashMap<>();
    sql.sql(
            "select day, count(*) as papers from listing l where day between :from and :to"
                + SEEN
                + " group by day")
        .param("from", from)
        .param("to", to)
        .query(
            rs -> {
              days.put(rs.getString("day"), rs.getInt("papers"));
            });
    return days;
  }

  /** The most frequent keywords, in the most common spelling of their newest papers. */
  List<Count> topics(int limit) {
    return sql
        .sql(
            "select key, count(*) as papers from paper_topic l where 1 = 1"
                + SEEN
                + " group by key order by papers desc, key limit :limit")
        .param("limit", limit)
        .query((rs, _) -> new Count(rs.getString("key"), rs.getInt("papers")))
        .list()
        .stream()
        .map(c -> new Count(spelling(Order.TOPIC, c.name()).orElse(c.name()), c.papers()))
        .toList();
  }
}

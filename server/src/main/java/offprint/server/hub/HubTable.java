package offprint.server.hub;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import offprint.engine.Json;
import offprint.server.feed.Cursor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Queries of the hub's API: first the entries of a page, then the rows that are not cached. */
final class HubTable {
  private static final String ROW =
      """
      select p.id, p.slug, p.arxiv, p.title, p.authors, p.published, p.summary, p.code,
        p.project_page, p.keywords, p.extra, l.day, l.upvotes, l.comments, l.submitter, l.listed_at,
        l.extra as list_extra
      from paper p left join listing l on l.paper = p.id\
      """;
  private static final String LATEST =
      " and l.day = (select max(n.day) from listing n where n.paper = p.id)";

  private static final String SEEN =
      " and not exists (select 1 from hidden_paper h where h.paper = p.id)";

  private final JdbcClient sql;

  HubTable(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * An entry of a list.
   *
   * @param day "" for a paper on no list
   * @param place in that day's list; 0 where irrelevant
   * @param changed grows whenever the paper or its place is written
   */
  record Ref(long paper, String day, int place, int upvotes, long changed) {}

  /**
   * A complete entry.
   *
   * @param id arXiv id, else the slug
   * @param slug "" where it has none
   * @param extra fields that have no column, of the paper and of the place
   */
  record Row(
      long paper,
      String day,
      String id,
      String slug,
      String title,
      JsonNode authors,
      String published,
      String summary,
      @Nullable String code,
      @Nullable String projectPage,
      JsonNode keywords,
      int upvotes,
      int comments,
      @Nullable String submitter,
      long listedAt,
      ObjectNode extra) {}

  /** Each paper once, at its newest list entry: newest day first, then by place. */
  List<Ref> byDay(HubQuery query, DayCursor after, int limit) {
    String more = "";
    if (!after.seen().isEmpty()) {
      more = " and l.day <= :day and not (l.day = :day and l.paper in (:seen))";
    } else if (!after.isStart()) {
      more = " and l.day <= :day and (l.day < :day or (l.place, l.paper) > (:lastPlace, :last))";
    }
    return listed(query, more, "day desc, place, paper", limit, after.isStart())
        .param("day", after.day())
        .param("seen", after.seen())
        .param("lastPlace", after.lastPlace())
        .param("last", after.last())
        .query(HubTable::ref)
        .list();
  }

  /** The same by descending upvotes. */
  List<Ref> byUpvotes(HubQuery query, @Nullable Cursor after, int limit) {
    String more = after == null ? "" : " and (-l.upvotes, l.paper) > (:votes, :last)";
    return listed(query, more, "votes, paper", limit, after == null)
        .param("votes", after == null ? 0 : (long) Double.parseDouble(after.key()))
        .param("last", after == null ? 0 : after.paper())
        .query(HubTable::ref)
        .list();
  }

  private JdbcClient.StatementSpec listed(
      HubQuery query, String more, String order, int limit, boolean byPage) {
    StringBuilder where = new StringBuilder("l.day between :from and :to");
    where.append(SEEN.replace("p.id", "l.paper"));
    if (query.submitter() != null) {
      where.append(" and l.submitter = :submitter");
    }
    if (!query.from().equals(query.to())) {
      where.append(" and not exists (select 1 from listing n where n.paper = l.paper");
      where.append(" and n.day > l.day and n.day <= :to");
      where.append(query.submitter() == null ? ")" : " and n.submitter = :submitter)");
    }
    return sql.sql(
            """
            select e.day, e.paper, e.place, e.votes, p.changed
            from (select l.day, l.place, l.paper, -l.upvotes as votes from listing l
                  where %s%s order by %s limit :limit offset :offset) e
            join paper p on p.id = e.paper order by e.%s\
            """
                .formatted(where, more, order, order.replace(", ", ", e.")))
        .param("from", query.from())
        .param("to", query.to())
        .param("submitter", query.submitter())
        .param("limit", limit)
        .param("offset", byPage ? (long) query.limit() * query.page() : 0);
  }

  private static Ref ref(ResultSet rs, int row) throws SQLException {
    return new Ref(
        rs.getLong("paper"),
        rs.getString("day"),
        rs.getInt("place"),
        -rs.getInt("votes"),
        rs.getLong("changed"));
  }

  /** Papers on no daily list, in order of arrival. */
  List<Long> unlisted(int limit, long offset) {
    return sql.sql(
            "select p.id from paper p where not exists"
                + " (select 1 from listing l where l.paper = p.id)"
                + SEEN
                + " order by p.id limit :limit offset :offset")
        .param("limit", limit)
        .param("offset", offset)
        .query((rs, _) -> rs.getLong(1))
        .list();
  }

  /** The newest list entry of each paper, in no order. */
  List<Ref> newest(Collection<Long> papers) {
    return papers.isEmpty()
        ? List.of()
        : sql.sql(
                """
                select p.id, p.changed,
                  coalesce((select max(l.day) from listing l where l.paper = p.id), '') as day
                from paper p where p.id in (:papers)\
                """
                    + SEEN)
            .param("papers", papers)
            .query(
                (rs, _) ->
                    new Ref(rs.getLong("id"), rs.getString("day"), 0, 0, rs.getLong("changed")))
            .list();
  }

  /** The rows of these entries, in no order. */
  List<Row> rows(Collection<Ref> refs) {
    if (refs.isEmpty()) {
      return List.of();
    }
    Set<String> days = refs.stream().map(Ref::day).collect(Collectors.toCollection(TreeSet::new));
    Set<Place> wanted =
        refs.stream().map(ref -> new Place(ref.paper(), ref.day())).collect(Collectors.toSet());
    return sql
        .sql(ROW + " and l.day in (:days) where p.id in (:papers)" + SEEN)
        .param("days", days)
        .param("papers", refs.stream().map(Ref::paper).toList())
        .query(HubTable::row)
        .list()
        .stream()
        .filter(row -> wanted.contains(new Place(row.paper(), row.day())))
        .toList();
  }

  private record Place(long paper, String day) {}

  /** A paper by arXiv id or slug, at its newest list entry. */
  Optional<Row> find(String id) {
    return sql.sql(ROW + LATEST + " where (p.arxiv = :id or p.slug = :id)" + SEEN)
        .param("id", id)
        .query(HubTable::row)
        .optional();
  }

  boolean exists(String id) {
    return sql.sql("select count(*) from paper p where (p.arxiv = :id or p.slug = :id)" + SEEN)
            .param("id", id)
            .query(Integer.class)
            .single()
        > 0;
  }

  private static Row row(ResultSet rs, int number) throws SQLException {
    String day = rs.getString("day");
    ObjectNode extra = (ObjectNode) Json.MAPPER.readTree(rs.getString("extra"));
    if (day != null) {
      Json.MAPPER
          .readTree(rs.getString("list_extra"))
          .properties()
          .forEach(p -> extra.set(p.getKey(), p.getValue()));
    }
    String arxiv = rs.getString("arxiv");
    String slug = Objects.requireNonNullElse(rs.getString("slug"), "");
    return new Row(
        rs.getLong("id"),
        day == null ? "" : day,
        arxiv == null ? slug : arxiv,
        slug,
        rs.getString("title"),
        Json.MAPPER.readTree(rs.getString("authors")),
        rs.getString("published"),
        rs.getString("summary"),
        rs.getString("code"),
        rs.getString("project_page"),
        Json.MAPPER.readTree(rs.getString("keywords")),
        rs.getInt("upvotes"),
        rs.getInt("comments"),
        rs.getString("submitter"),
        rs.getLong("listed_at"),
        extra);
  }
}

package offprint.server.hub;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import offprint.engine.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the hub's interface reads: which entries a page has first, then the rows not yet at hand.
 */
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

  private final JdbcClient sql;

  HubTable(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * An entry of a list.
   *
   * @param day "" for a paper on no list
   * @param changed grows whenever the paper or its place is written
   */
  record Ref(long paper, String day, long changed) {}

  /**
   * An entry whole.
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

  /** Each paper once, at its newest place; the newest day first, a day in its order. */
  List<Ref> listed(HubQuery query, Period period, boolean byUpvotes, int limit, long offset) {
    Cursor cursor = query.cursor();
    StringBuilder where = new StringBuilder("l.day between :from and :to");
    if (query.submitter() != null) {
      where.append(" and l.submitter = :submitter");
    }
    if (!period.isDay()) {
      where.append(" and not exists (select 1 from listing n where n.paper = l.paper");
      where.append(" and n.day > l.day and n.day <= :to");
      where.append(query.submitter() == null ? ")" : " and n.submitter = :submitter)");
    }
    if (!cursor.seen().isEmpty()) {
      where.append(cursor.day().isEmpty() ? " and not (" : " and l.day <= :day and not (");
      where.append(cursor.day().isEmpty() ? "" : "l.day = :day and ").append("l.paper in (:seen))");
    }
    String order = byUpvotes ? "upvotes desc, day desc, place, paper" : "day desc, place, paper";
    return sql.sql(
            """
            select e.day, e.paper, p.changed
            from (select l.day, l.place, l.paper, l.upvotes from listing l where %s order by %s
                  limit :limit offset :offset) e
            join paper p on p.id = e.paper order by e.%s\
            """
                .formatted(where, order, order.replace(", ", ", e.")))
        .param("from", period.from().toString())
        .param("to", period.to().toString())
        .param("submitter", query.submitter())
        .param("day", cursor.day())
        .param("seen", cursor.seen())
        .param("limit", limit)
        .param("offset", offset)
        .query((rs, _) -> new Ref(rs.getLong("paper"), rs.getString("day"), rs.getLong("changed")))
        .list();
  }

  /** The newest place of each paper, in no order. */
  List<Ref> newest(Collection<Long> papers) {
    return papers.isEmpty()
        ? List.of()
        : sql.sql(
                """
                select p.id, p.changed,
                  coalesce((select max(l.day) from listing l where l.paper = p.id), '') as day
                from paper p where p.id in (:papers)\
                """)
            .param("papers", papers)
            .query((rs, _) -> new Ref(rs.getLong("id"), rs.getString("day"), rs.getLong("changed")))
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
        .sql(ROW + " and l.day in (:days) where p.id in (:papers)")
        .param("days", days)
        .param("papers", refs.stream().map(Ref::paper).toList())
        .query(HubTable::row)
        .list()
        .stream()
        .filter(row -> wanted.contains(new Place(row.paper(), row.day())))
        .toList();
  }

  private record Place(long paper, String day) {}

  /** A paper by arXiv id or slug, at its newest place. */
  Optional<Row> find(String id) {
    return sql.sql(ROW + LATEST + " where p.arxiv = :id or p.slug = :id")
        .param("id", id)
        .query(HubTable::row)
        .optional();
  }

  /** Papers that have this author or topic, the newest first. */
  List<Long> named(String key, int limit) {
    return sql.sql(
            """
            select p.id from paper p
            where p.id in (select paper from paper_author where key = :key)
              or p.id in (select paper from paper_topic where key = :key)
            order by p.published desc, p.id limit :limit\
            """)
        .param("key", key)
        .param("limit", limit)
        .query((rs, _) -> rs.getLong(1))
        .list();
  }

  boolean exists(String id) {
    return sql.sql("select count(*) from paper p where p.arxiv = :id or p.slug = :id")
            .param("id", id)
            .query(Integer.class)
            .single()
        > 0;
  }

  /** The last day with a list that is not after {@code day}. */
  Optional<LocalDate> newestDay(LocalDate day) {
    return sql.sql("select day from listing where day <= :day order by day desc limit 1")
        .param("day", day.toString())
        .query(String.class)
        .optional()
        .map(LocalDate::parse);
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

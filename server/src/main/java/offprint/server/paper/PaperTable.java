package offprint.server.paper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import offprint.engine.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Queries on the tables {@code paper} and {@code listing}. */
final class PaperTable {
  private static final String COLUMNS =
      "p.id, p.slug, p.arxiv, p.title, p.authors, p.author_count, p.published, p.summary, p.code,"
          + " p.project_page, p.keywords";

  /** Greatest counts that a list reports, or those given here for a paper on no list. */
  private static final String COUNTS =
      ", coalesce((select max(upvotes) from listing where paper = p.id),"
          + " (select upvotes from tally where paper = p.id), 0) as votes"
          + ", coalesce((select max(comments) from listing where paper = p.id),"
          + " (select comments from tally where paper = p.id), 0) as remarks";

  private static final String UNCOUNTED = ", 0 as votes, 0 as remarks";

  /** Condition for visible papers. */
  private static final String SEEN =
      "not exists (select 1 from hidden_paper h where h.paper = p.id) ";

  private final JdbcClient sql;

  PaperTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** A visible paper. */
  Optional<StoredPaper> find(String id) {
    return sql.sql(
            "select "
                + COLUMNS
                + COUNTS
                + " from paper p where (p.arxiv = :id or p.slug = :id) and "
                + SEEN)
        .param("id", id)
        .query(PaperTable::paper)
        .optional();
  }

  /** Whether a paper exists, hidden or not. */
  boolean has(String id) {
    return sql.sql("select p.id from paper p where p.arxiv = :id or p.slug = :id")
        .param("id", id)
        .query(Long.class)
        .optional()
        .isPresent();
  }

  /** Details of a paper. */
  PaperDetails details(long id) {
    List<PaperDetails.Appearance> appearances =
        sql.sql(
                "select day, place, upvotes, comments, submitter, extra from listing"
                    + " where paper = :id order by day")
            .param("id", id)
            .query(
                (rs, _) ->
                    new PaperDetails.Appearance(
                        rs.getString("day"),
                        rs.getInt("place"),
                        rs.getInt("upvotes"),
                        rs.getInt("comments"),
                        Optional.ofNullable(rs.getString("submitter")).orElse(""),
                        (ObjectNode) Json.MAPPER.readTree(rs.getString("extra"))))
            .list();
    return sql.sql("select authors, extra from paper where id = :id")
        .param("id", id)
        .query(
            (rs, _) ->
                PaperDetails.of(
                    (ArrayNode) Json.MAPPER.readTree(rs.getString("authors")),
                    (ObjectNode) Json.MAPPER.readTree(rs.getString("extra")),
                    appearances))
        .single();
  }

  /** arXiv ids or slugs of the papers with row numbers above {@code from} up to {@code to}. */
  List<String> addresses(long from, long to) {
    return sql.sql(
            "select coalesce(arxiv, slug) as address from paper p where id > :from and id <= :to"
                + " and "
                + SEEN
                + "order by id")
        .param("from", from)
        .param("to", to)
        .query((rs, _) -> Objects.toString(rs.getString("address"), ""))
        .list();
  }

  /** The greatest row number, 0 if there is none. */
  long last() {
    return sql.sql("select coalesce(max(id), 0) from paper").query(Long.class).single();
  }

  /** Papers listed in [from, to], each once: one day by place, several by upvotes. */
  List<StoredPaper> listed(LocalDate from, LocalDate to, int limit, int offset) {
    return sql.sql(
            "select "
                + COLUMNS
                + ", max(l.upvotes) as votes, max(l.comments) as remarks from listing l join paper"
                + " p on p.id = l.paper where l.day between :from and :to and "
                + SEEN
                + "group by p.id order by "
                + (from.equals(to) ? "min(l.place), p.id" : "votes desc, min(l.day), min(l.place)")
                + " limit :limit offset :offset")
        .param("from", from.toString())
        .param("to", to.toString())
        .param("limit", limit)
        .param("offset", offset)
        .query(PaperTable::paper)
        .list();
  }

  int countListed(LocalDate from, LocalDate to) {
    return sql.sql(
            "select count(distinct p.paper) from listing p where p.day between :from and :to and "
                + SEEN.replace("p.id", "p.paper"))
        .param("from", from.toString())
        .param("to", to.toString())
        .query(Integer.class)
        .single();
  }

  /** Papers on no daily list, in order of arrival. */
  List<StoredPaper> unlisted(int limit, int offset) {
    return sql.sql(
            "select "
                + COLUMNS
                + COUNTS
                + " from paper p where not exists"
                + " (select 1 from listing l where l.paper = p.id) and "
                + SEEN
                + "order by p.id limit :limit offset :offset")
        .param("limit", limit)
        .param("offset", offset)
        .query(PaperTable::paper)
        .list();
  }

  int countUnlisted() {
    return sql.sql(
            "select count(*) from paper p where not exists"
                + " (select 1 from listing l where l.paper = p.id) and "
                + SEEN)
        .query(Integer.class)
        .single();
  }

  List<StoredPaper> withSlugs(Collection<String> slugs) {
    return slugs.isEmpty()
        ? List.of()
        : sql.sql(
                "select "
                    + COLUMNS
                    + COUNTS
                    + " from paper p where p.slug in (:slugs) and "
                    + SEEN
                    + "order by p.title")
            .param("slugs", slugs)
            .query(PaperTable::paper)
            .list();
  }

  /** At most {@code limit} papers written after the change {@code after}, by change. */
  List<ChangedPaper> changedAfter(long after, long afterId, int limit) {
    return sql.sql(
            "select "
                + COLUMNS
                + UNCOUNTED
                + ", p.changed from paper p where (p.changed, p.id) > (:after,"
                + " :afterId) order by p.changed, p.id limit :limit")
        .param("after", after)
        .param("afterId", afterId)
        .param("limit", limit)
        .query((rs, row) -> new ChangedPaper(rs.getLong("changed"), paper(rs, row)))
        .list();
  }

  /** In no order. */
  List<StoredPaper> withIds(Collection<Long> ids) {
    return ids.isEmpty()
        ? List.of()
        : sql.sql("select " + COLUMNS + COUNTS + " from paper p where p.id in (:ids) and " + SEEN)
            .param("ids", ids)
            .query(PaperTable::paper)
            .list();
  }

  /** The last change number of each paper. */
  Map<Long, Long> changes(Collection<Long> ids) {
    Map<Long, Long> changes = new HashMap<>();
    if (!ids.isEmpty()) {
      sql.sql("select p.id, p.changed from paper p where p.id in (:ids) and " + SEEN)
          .param("ids", ids)
          .query(
              rs -> {
                changes.put(rs.getLong(1), rs.getLong(2));
              });
    }
    return changes;
  }

  /** The database's random identity; stores {@code offered} if there is none. */
  long identity(long offered) {
    sql.sql(
            "insert into counter (name, value) values ('identity', :offered) on conflict do"
                + " nothing")
        .param("offered", offered)
        .update();
    return sql.sql("select value from counter where name = 'identity'").query(Long.class).single();
  }

  /** The change counter of papers and lists. */
  long changes() {
    return sql.sql("select value from counter where name = 'paper'").query(Long.class).single();
  }

  Optional<LocalDate> newestDay(LocalDate atMost) {
    return day("select day from listing where day <= :day order by day desc limit 1", atMost);
  }

  Optional<LocalDate> oldestDay(LocalDate atLeast) {
    return day("select day from listing where day >= :day order by day limit 1", atLeast);
  }

  private Optional<LocalDate> day(String query, LocalDate day) {
    return sql.sql(query)
        .param("day", day.toString())
        .query(String.class)
        .optional()
        .map(LocalDate::parse);
  }

  /** Visits every list entry by day and place, then the papers on no list. */
  void each(Consumer<PaperLine> consumer) {
    sql.sql(
            """
            select p.*, l.day, l.place, l.upvotes - coalesce(t.upvotes, 0) as upvotes,
              l.comments - coalesce(t.comments, 0) as comments, l.submitter, l.listed_at,
              l.extra as list_extra
            from paper p left join listing l on l.paper = p.id
            left join tally t on t.paper = p.id
            order by l.day is null, l.day, l.place, p.id\
            """)
        .query(
            rs -> {
              consumer.accept(line(rs));
            });
  }

  /** By row number, without places. */
  Map<Long, PaperLine> lines(Collection<Long> ids) {
    Map<Long, PaperLine> lines = new HashMap<>();
    if (!ids.isEmpty()) {
      sql.sql("select p.*, null as day from paper p where p.id in (:ids) and " + SEEN)
          .param("ids", ids)
          .query(
              rs -> {
                lines.put(rs.getLong("id"), line(rs));
              });
    }
    return lines;
  }

  private static PaperLine line(ResultSet rs) throws SQLException {
    String day = rs.getString("day");
    ObjectNode extra = (ObjectNode) Json.MAPPER.readTree(rs.getString("extra"));
    if (day != null) {
      Json.MAPPER
          .readTree(rs.getString("list_extra"))
          .properties()
          .forEach(p -> extra.set(p.getKey(), p.getValue()));
    }
    return new PaperLine(
        rs.getString("slug"),
        rs.getString("arxiv"),
        rs.getString("title"),
        (ArrayNode) Json.MAPPER.readTree(rs.getString("authors")),
        rs.getInt("author_count"),
        rs.getString("published"),
        rs.getString("summary"),
        rs.getString("code"),
        rs.getString("project_page"),
        (ArrayNode) Json.MAPPER.readTree(rs.getString("keywords")),
        day == null
            ? null
            : new PaperLine.Place(
                day,
                rs.getInt("place"),
                rs.getInt("upvotes"),
                rs.getInt("comments"),
                rs.getString("submitter"),
                rs.getLong("listed_at")),
        extra);
  }

  private static StoredPaper paper(ResultSet rs, int row) throws SQLException {
    return new StoredPaper(
        rs.getLong("id"),
        Optional.ofNullable(rs.getString("slug")).orElse(""),
        Optional.ofNullable(rs.getString("arxiv")).orElse(""),
        rs.getString("title"),
        texts(rs.getString("authors")),
        rs.getInt("author_count"),
        LocalDate.parse(rs.getString("published").substring(0, 10)),
        rs.getString("summary"),
        rs.getString("code"),
        rs.getString("project_page"),
        texts(rs.getString("keywords")),
        rs.getInt("votes"),
        rs.getInt("remarks"));
  }

  /** Texts of a JSON list of texts or of objects with a name. */
  private static List<String> texts(String json) {
    List<String> texts = new ArrayList<>();
    for (JsonNode node : Json.MAPPER.readTree(json)) {
      texts.add(node.isObject() ? node.path("name").asString() : node.asString());
    }
    return texts;
  }
}

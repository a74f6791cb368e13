package offprint.server.paper;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import offprint.engine.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Writes of an import to the tables {@code paper} and {@code listing}, many rows per statement. */
final class ImportTable {
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final NamedParameterJdbcTemplate sql;

  ImportTable(DataSource dataSource) {
    this.sql = new NamedParameterJdbcTemplate(dataSource);
  }

  /** The names a stored paper has. */
  record Known(long id, @Nullable String slug, @Nullable String arxiv) {}

  /** The row a line goes to. */
  record Row(long id, PaperLine line) {}

  /** Stored papers that have one of these arXiv ids or slugs. */
  List<Known> known(Collection<String> arxivs, Collection<String> slugs) {
    return sql.query(
        "select id, slug, arxiv from paper where arxiv in (:arxivs) or slug in (:slugs)",
        new MapSqlParameterSource("arxivs", orNone(arxivs)).addValue("slugs", orNone(slugs)),
        (rs, _) -> new Known(rs.getLong("id"), rs.getString("slug"), rs.getString("arxiv")));
  }

  /** PostgreSQL has no empty IN list. */
  private static Collection<String> orNone(Collection<String> names) {
    return names.isEmpty() ? List.of("") : names;
  }

  /** The next free row number. */
  long nextId() {
    Long next =
        sql.queryForObject(
            "select coalesce(max(id), 0) + 1 from paper", new MapSqlParameterSource(), Long.class);
    return next == null ? 1 : next;
  }

  /** Takes the next change number; other writers of papers wait until the transaction ends. */
  long nextChange() {
    Long next =
        sql.queryForObject(
            "update counter set value = value + 1 where name = 'paper' returning value",
            new MapSqlParameterSource(),
            Long.class);
    return next == null ? 1 : next;
  }

  void insert(List<Row> rows, long change) {
    sql.batchUpdate(
        """
        insert into paper (id, slug, arxiv, title, authors, author_count, published, summary, code,
                           project_page, keywords, extra, changed)
        values (:id, :slug, :arxiv, :title, :authors, :authorCount, :published, :summary, :code,
                :projectPage, :keywords, :extra, :change)\
        """,
        rows.stream().map(row -> paper(row, change)).toArray(SqlParameterSource[]::new));
  }

  /** Updates papers with the fields that their lines have. */
  void update(List<Row> rows, long change) {
    sql.batchUpdate(
        """
        update paper set
          slug = coalesce(slug, :slug),
          arxiv = coalesce(arxiv, :arxiv),
          title = :title,
          authors = case :authors when '[]' then authors else :authors end,
          author_count = case :authorCount when 0 then author_count else :authorCount end,
          published = :published,
          summary = case :summary when '' then summary else :summary end,
          code = coalesce(:code, code),
          project_page = coalesce(:projectPage, project_page),
          keywords = case :keywords when '[]' then keywords else :keywords end,
          extra = case :extra when '{}' then extra else :extra end,
          changed = :change
        where id = :id\
        """,
        rows.stream().map(row -> paper(row, change)).toArray(SqlParameterSource[]::new));
  }

  private static SqlParameterSource paper(Row row, long change) {
    PaperLine line = row.line();
    return new MapSqlParameterSource("id", row.id())
        .addValue("slug", line.slug())
        .addValue("arxiv", line.arxiv())
        .addValue("title", line.title())
        .addValue("authors", line.authors().toString())
        .addValue("authorCount", line.authorCount())
        .addValue("published", line.published())
        .addValue("summary", line.summary())
        .addValue("code", line.code())
        .addValue("projectPage", line.projectPage())
        .addValue("keywords", line.keywords().toString())
        .addValue("change", change)
        .addValue("extra", line.place() == null ? line.extra().toString() : "{}");
  }

  /**
   * Stores the list entries of rows, which all have one. Votes given on this site are added to a
   * line's.
   */
  void list(List<Row> rows) {
    sql.batchUpdate(
        """
        insert into listing (day, paper, place, upvotes, comments, submitter, listed_at, extra)
        values (:day, :paper, :place,
                :upvotes + coalesce((select t.upvotes from tally t where t.paper = :paper), 0),
                :comments + coalesce((select t.comments from tally t where t.paper = :paper), 0),
                :submitter, :listedAt, :extra)
        on conflict (day, paper) do update
          set place = excluded.place, upvotes = excluded.upvotes, comments = excluded.comments,
              submitter = excluded.submitter, listed_at = excluded.listed_at,
              extra = excluded.extra\
        """,
        rows.stream().map(ImportTable::listing).toArray(SqlParameterSource[]::new));
  }

  /** A paper to put on the list of the day of {@code at}. */
  record Addition(long paper, Instant at) {}

  /** Appends papers on no list to the list of a day. */
  void append(List<Addition> additions) {
    sql.batchUpdate(
        """
        insert into listing (day, paper, place, upvotes, comments, submitter, listed_at, extra)
        select cast(:day as text), cast(:paper as bigint), coalesce(max(l.place), 0) + 1,
               coalesce((select t.upvotes from tally t where t.paper = :paper), 0),
               coalesce((select t.comments from tally t where t.paper = :paper), 0),
               cast(null as text), cast(:at as bigint), cast(:extra as text)
        from listing l where l.day = :day
        having not exists (select 1 from listing o where o.paper = :paper)\
        """,
        additions.stream().map(ImportTable::addition).toArray(SqlParameterSource[]::new));
  }

  private static SqlParameterSource addition(Addition addition) {
    Instant at = addition.at().truncatedTo(ChronoUnit.MILLIS);
    String text = INSTANT.format(at);
    return new MapSqlParameterSource("paper", addition.paper())
        .addValue("day", text.substring(0, 10))
        .addValue("at", at.toEpochMilli())
        .addValue(
            "extra", Json.MAPPER.createObjectNode().put("submittedOnDailyAt", text).toString());
  }

  private static SqlParameterSource listing(Row row) {
    PaperLine.@Nullable Place place = row.line().place();
    if (place == null) {
      throw new IllegalArgumentException("paper %d is on no list".formatted(row.id()));
    }
    return new MapSqlParameterSource("paper", row.id())
        .addValue("day", place.day())
        .addValue("place", place.rank())
        .addValue("upvotes", place.upvotes())
        .addValue("comments", place.comments())
        .addValue("submitter", place.submitter())
        .addValue("listedAt", place.listedAt())
        .addValue("extra", row.line().extra().toString());
  }

  /** Updates the publication date of known papers in the rows by author and by keyword. */
  void republish(List<Row> rows) {
    SqlParameterSource[] published =
        rows.stream()
            .map(
                row ->
                    new MapSqlParameterSource("paper", row.id())
                        .addValue("published", row.line().published()))
            .toArray(SqlParameterSource[]::new);
    for (String table : List.of("paper_author", "paper_topic")) {
      sql.batchUpdate(
          "update "
              + table
              + " set published = :published where paper = :paper and published <> :published",
          published);
    }
  }

  /** Rows by author and by keyword of the papers whose lines name any. */
  void index(List<Row> rows) {
    index("paper_author", rows, row -> names(row.line().authors()), NameFolding::key);
    index("paper_topic", rows, row -> names(row.line().keywords()), NameFolding::topic);
  }

  private void index(
      String table, List<Row> rows, Function<Row, List<String>> names, UnaryOperator<String> fold) {
    Map<Long, Row> byPaper = new LinkedHashMap<>();
    for (Row row : rows) {
      if (!names.apply(row).isEmpty()) {
        byPaper.put(row.id(), row);
      }
    }
    if (byPaper.isEmpty()) {
      return;
    }
    sql.update(
        "delete from " + table + " where paper in (:papers)",
        new MapSqlParameterSource("papers", byPaper.keySet()));
    List<SqlParameterSource> entries = new ArrayList<>();
    for (Row row : byPaper.values()) {
      for (String name : names.apply(row)) {
        String key = fold.apply(name);
        if (!key.isEmpty()) {
          entries.add(
              new MapSqlParameterSource("paper", row.id())
                  .addValue("published", row.line().published())
                  .addValue("key", key)
                  .addValue("name", name));
        }
      }
    }
    sql.batchUpdate(
        "insert into "
            + table
            + " (key, published, paper, name) values (:key, :published, :paper, :name)"
            + " on conflict (key, published, paper) do nothing",
        entries.toArray(SqlParameterSource[]::new));
  }

  private static List<String> names(ArrayNode nodes) {
    List<String> names = new ArrayList<>();
    for (JsonNode node : nodes) {
      names.add(node.isObject() ? node.path("name").asString() : node.asString());
    }
    return names;
  }
}

package offprint.server.paper;

import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/** What an import writes to the tables {@code paper} and {@code listing}, many rows a statement. */
final class ImportTable {
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
        new MapSqlParameterSource("arxivs", arxivs).addValue("slugs", slugs),
        (rs, _) -> new Known(rs.getLong("id"), rs.getString("slug"), rs.getString("arxiv")));
  }

  /** A row number that no paper has; greater ones are free, too. */
  long nextId() {
    Long next =
        sql.queryForObject(
            "select coalesce(max(id), 0) + 1 from paper", new MapSqlParameterSource(), Long.class);
    return next == null ? 1 : next;
  }

  void insert(List<Row> rows) {
    sql.batchUpdate(
        """
        insert into paper (id, slug, arxiv, title, authors, author_count, published, summary, code,
                           project_page, keywords, extra)
        values (:id, :slug, :arxiv, :title, :authors, :authorCount, :published, :summary, :code,
                :projectPage, :keywords, :extra)\
        """,
        rows.stream().map(ImportTable::paper).toArray(SqlParameterSource[]::new));
  }

  /** Takes what a line has; keeps what it lacks. */
  void update(List<Row> rows) {
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
          extra = case :extra when '{}' then extra else :extra end
        where id = :id\
        """,
        rows.stream().map(ImportTable::paper).toArray(SqlParameterSource[]::new));
  }

  private static SqlParameterSource paper(Row row) {
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
        .addValue("extra", line.place() == null ? line.extra().toString() : "{}");
  }

  /** Puts papers in their places; all rows have one. */
  void list(List<Row> rows) {
    sql.batchUpdate(
        """
        insert into listing (day, paper, place, upvotes, extra)
        values (:day, :paper, :place, :upvotes, :extra)
        on conflict (day, paper) do update
          set place = excluded.place, upvotes = excluded.upvotes, extra = excluded.extra\
        """,
        rows.stream().map(ImportTable::listing).toArray(SqlParameterSource[]::new));
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
        .addValue("extra", row.line().extra().toString());
  }
}

package offprint.server.ingest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Positions of ingests, locks on hosts, and papers already stored. */
final class IngestTable {
  private final JdbcClient sql;

  IngestTable(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * Position of an ingest.
   *
   * @param position last day read completely
   */
  record State(String position, @Nullable String etag, @Nullable String lastModified) {}

  /**
   * Stored data of a paper.
   *
   * @param authors as stored, JSON
   */
  record Known(String arxiv, String title, String authors, @Nullable String day) {}

  Optional<State> state(String source) {
    return sql.sql("select position, etag, last_modified from ingest where source = :source")
        .param("source", source)
        .query(
            (rs, _) ->
                new State(
                    rs.getString("position"), rs.getString("etag"), rs.getString("last_modified")))
        .optional();
  }

  void begin(String source, long now) {
    sql.sql(
            """
            insert into ingest (source, position, tried, added, failure)
            values (:source, '', :now, 0, '')
            on conflict (source) do update set tried = excluded.tried\
            """)
        .param("source", source)
        .param("now", now)
        .update();
  }

  /** Advances the position; it never goes back. */
  void advance(
      String source,
      String position,
      @Nullable String etag,
      @Nullable String lastModified,
      long added) {
    sql.sql(
            """
            update ingest set
              etag = case when position <= :position then :etag else etag end,
              last_modified = case when position <= :position then :modified else last_modified end,
              position = case when position < :position then :position else position end,
              added = added + :added
            where source = :source\
            """)
        .param("source", source)
        .param("position", position)
        .param("etag", etag)
        .param("modified", lastModified)
        .param("added", added)
        .update();
  }

  void end(String source, @Nullable Long succeeded, String failure) {
    sql.sql(
            "update ingest set succeeded = coalesce(:succeeded, succeeded), failure = :failure"
                + " where source = :source")
        .param("source", source)
        .param("succeeded", succeeded)
        .param("failure", failure)
        .update();
  }

  /** Every source that was tried, by name. */
  List<Ingest.Standing> standings() {
    return sql.sql(
            "select source, position, tried, succeeded, added, failure from ingest"
                + " where source not like 'gate:%' order by source")
        .query(
            (rs, _) ->
                new Ingest.Standing(
                    rs.getString("source"),
                    rs.getString("position"),
                    instant(rs.getLong("tried")),
                    instant(rs.getLong("succeeded")),
                    rs.getLong("added"),
                    rs.getString("failure")))
        .list();
  }

  private static String instant(long millis) {
    return millis == 0
        ? ""
        : Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Takes the lock until {@code until}, if it is free at {@code now}. */
  boolean take(String gate, long now, long until) {
    return sql.sql(
            """
            insert into ingest (source, position, tried, added, failure)
            values (:gate, '', :until, 0, '')
            on conflict (source) do update set tried = excluded.tried where ingest.tried <= :now
            returning source\
            """)
        .param("gate", gate)
        .param("now", now)
        .param("until", until)
        .query(String.class)
        .optional()
        .isPresent();
  }

  /** Releases the lock; it is free again at {@code free}. */
  void give(String gate, long taken, long free) {
    sql.sql("update ingest set tried = :free where source = :gate and tried = :taken")
        .param("gate", gate)
        .param("taken", taken)
        .param("free", free)
        .update();
  }

  Map<String, Known> known(Collection<String> arxivs) {
    List<Known> known =
        arxivs.isEmpty()
            ? List.of()
            : sql.sql(
                    """
                    select p.arxiv, p.title, p.authors,
                      (select max(l.day) from listing l where l.paper = p.id) as day
                    from paper p where p.arxiv in (:arxivs)\
                    """)
                .param("arxivs", arxivs)
                .query(
                    (rs, _) ->
                        new Known(
                            rs.getString("arxiv"),
                            rs.getString("title"),
                            rs.getString("authors"),
                            rs.getString("day")))
                .list();
    return known.stream().collect(Collectors.toMap(Known::arxiv, k -> k));
  }
}

package offprint.server.run.work;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import offprint.engine.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import tools.jackson.databind.node.ObjectNode;

/** SQL of the table {@code run}. */
final class RunTable {
  private static final String SELECT =
      "select r.*, a.name as owner_name from run r left join account a on a.id = r.owner ";
  private static final String OF_PAPER =
      "substr(r.method, 1, length(:method) + 1) = :method || '/'";

  private final JdbcClient sql;

  RunTable(JdbcClient sql) {
    this.sql = sql;
  }

  long insert(RunRequest run, Instant now) {
    return sql.sql(
            """
            insert into run (method, preset, params, seed, state, reason, created, owner, origin,
              visibility, link)
            values (:method, :preset, :params, :seed, 'queued', '', :now, :owner, :origin,
              :visibility, :link)
            returning id\
            """)
        .param("method", run.method())
        .param("preset", run.preset())
        .param("params", run.params().toString())
        .param("seed", run.seed())
        .param("now", now.toEpochMilli())
        .param("owner", run.owner() == 0 ? null : run.owner(), Types.BIGINT)
        .param("origin", run.origin() == 0 ? null : run.origin(), Types.BIGINT)
        .param("visibility", run.visibility().word())
        .param("link", run.link().isEmpty() ? null : run.link(), Types.VARCHAR)
        .query(Long.class)
        .single();
  }

  /** Deletes the origins of runs that began before a time. */
  void forgetOrigins(Instant before) {
    sql.sql("update run set origin = null where origin is not null and started < :before")
        .param("before", before.toEpochMilli())
        .update();
  }

  Optional<StoredRun> find(long id) {
    return sql.sql(SELECT + "where r.id = :id").param("id", id).query(RunTable::run).optional();
  }

  /** Runs, newest first. */
  List<StoredRun> list(RunFilter filter, int limit, int offset) {
    return narrowed(SELECT, filter, " order by r.id desc limit :limit offset :offset")
        .param("limit", limit)
        .param("offset", offset)
        .query(RunTable::run)
        .list();
  }

  int count(RunFilter filter) {
    return narrowed("select count(*) from run r ", filter, "").query(Integer.class).single();
  }

  private StatementSpec narrowed(String select, RunFilter filter, String order) {
    RunState state = filter.state();
    String where =
        switch (filter.whose()) {
          case MINE -> "r.owner = :viewer";
          case PUBLIC -> "r.visibility = 'public'";
          case VISIBLE -> "(r.owner = :viewer or r.visibility = 'public')";
          case ALL -> "1 = 1";
        };
    String method = filter.method();
    StatementSpec statement =
        sql.sql(
            "%swhere %s%s%s%s"
                .formatted(
                    select,
                    where,
                    state == null ? "" : " and r.state = :state",
                    method.isEmpty() ? "" : " and (r.method = :method or " + OF_PAPER + ")",
                    order));
    statement = where.contains(":viewer") ? statement.param("viewer", filter.viewer()) : statement;
    statement = state == null ? statement : statement.param("state", state.word());
    return method.isEmpty() ? statement : statement.param("method", method);
  }

  /** The latest finished runs of a paper that the viewer may see, their own first. */
  List<StoredRun> latestDone(long viewer, String slug, int limit) {
    return sql.sql(
            SELECT
                + "where r.state = 'done' and (r.owner = :viewer or r.visibility = 'public')"
                + " order by case when r.owner = :viewer then 0 else 1 end, "
                + "case when "
                + OF_PAPER
                + " then 0 else 1 end, r.id desc limit :limit")
        .param("viewer", viewer)
        .param("method", slug)
        .param("limit", limit)
        .query(RunTable::run)
        .list();
  }

  /** How long the latest finished runs of a method took, in milliseconds. */
  List<Long> lengths(String method, String preset, int limit) {
    return sql.sql(
            "select finished - started from run where state = 'done' and method = :method"
                + " and preset = :preset and started is not null order by id desc limit :limit")
        .param("method", method)
        .param("preset", preset)
        .param("limit", limit)
        .query((rs, _) -> rs.getLong(1))
        .list();
  }

  List<StoredRun> ofOwner(long owner) {
    return sql.sql(SELECT + "where r.owner = :owner order by r.id")
        .param("owner", owner)
        .query(RunTable::run)
        .list();
  }

  /** Ends a run; false if it is not in the state {@code from}. */
  boolean end(long id, RunState from, RunState to, String reason, Instant now) {
    return sql.sql(
                "update run set state = :to, reason = :reason, finished = :now"
                    + " where id = :id and state = :from")
            .param("id", id)
            .param("from", from.word())
            .param("to", to.word())
            .param("reason", reason)
            .param("now", now.toEpochMilli())
            .update()
        == 1;
  }

  void answer(long id, String answer) {
    sql.sql("update run set answer = :answer where id = :id")
        .param("id", id)
        .param("answer", answer)
        .update();
  }

  void bytes(long id, long bytes) {
    sql.sql("update run set bytes = :bytes where id = :id")
        .param("id", id)
        .param("bytes", bytes)
        .update();
  }

  /**
   * @param link "" for none
   */
  void show(long id, Visibility visibility, String link) {
    sql.sql("update run set visibility = :visibility, link = :link where id = :id")
        .param("id", id)
        .param("visibility", visibility.word())
        .param("link", link.isEmpty() ? null : link, Types.VARCHAR)
        .update();
  }

  void delete(long id) {
    sql.sql("delete from run where id = :id").param("id", id).update();
  }

  private static StoredRun run(ResultSet rs, int row) throws SQLException {
    return new StoredRun(
        rs.getLong("id"),
        rs.getString("method"),
        rs.getString("preset"),
        (ObjectNode) Json.MAPPER.readTree(rs.getString("params")),
        rs.getLong("seed"),
        RunState.parse(rs.getString("state")),
        rs.getString("reason"),
        rs.getString("answer"),
        Instant.ofEpochMilli(rs.getLong("created")),
        instant(rs, "started"),
        instant(rs, "finished"),
        rs.getLong("owner"),
        text(rs, "owner_name"),
        Visibility.parse(rs.getString("visibility")),
        text(rs, "link"),
        rs.getLong("bytes"));
  }

  private static String text(ResultSet rs, String column) throws SQLException {
    return Objects.requireNonNullElse(rs.getString(column), "");
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    long millis = rs.getLong(column);
    return rs.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}

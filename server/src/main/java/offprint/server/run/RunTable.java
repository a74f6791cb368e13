package offprint.server.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import offprint.engine.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** SQL of the table {@code run}, and the clearing of the queue's table at start. */
final class RunTable {
  private final JdbcClient sql;

  RunTable(JdbcClient sql) {
    this.sql = sql;
  }

  long insert(String method, String preset, ObjectNode params, long seed, Instant now) {
    return sql.sql(
            """
            insert into run (method, preset, params, seed, state, reason, created)
            values (:method, :preset, :params, :seed, 'queued', '', :now) returning id\
            """)
        .param("method", method)
        .param("preset", preset)
        .param("params", params.toString())
        .param("seed", seed)
        .param("now", now.toEpochMilli())
        .query(Long.class)
        .single();
  }

  Optional<StoredRun> find(long id) {
    return sql.sql("select * from run where id = :id")
        .param("id", id)
        .query(RunTable::run)
        .optional();
  }

  /** The latest first. */
  List<StoredRun> latest(int limit, int offset) {
    return sql.sql("select * from run order by id desc limit :limit offset :offset")
        .param("limit", limit)
        .param("offset", offset)
        .query(RunTable::run)
        .list();
  }

  /** The latest runs of a state, first those of methods of one paper. */
  List<StoredRun> latest(RunState state, String slug, int limit) {
    return sql.sql(
            """
            select * from run where state = :state
            order by substr(method, 1, length(:slug) + 1) = :slug || '/' desc, id desc
            limit :limit\
            """)
        .param("state", state.word())
        .param("slug", slug)
        .param("limit", limit)
        .query(RunTable::run)
        .list();
  }

  int count() {
    return sql.sql("select count(*) from run").query(Integer.class).single();
  }

  /** Ids in the order they were asked for. */
  List<Long> ids(RunState state) {
    return sql.sql("select id from run where state = :state order by id")
        .param("state", state.word())
        .query((rs, _) -> rs.getLong(1))
        .list();
  }

  /** Queued runs that were asked for before this one. */
  int countAhead(long id) {
    return sql.sql("select count(*) from run where state = 'queued' and id < :id")
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  /** False if the run is no longer queued: then it is not ours to start. */
  boolean start(long id, Instant now) {
    return sql.sql(
                "update run set state = 'running', started = :now"
                    + " where id = :id and state = 'queued'")
            .param("id", id)
            .param("now", now.toEpochMilli())
            .update()
        == 1;
  }

  /** False if the run is not in the state {@code from}. */
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

  /** Forgets what an earlier server had scheduled: rows of runs say what is to be done. */
  void clearSchedule() {
    sql.sql("delete from scheduled_tasks where task_name = :task")
        .param("task", RunQueue.TASK)
        .update();
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
        Instant.ofEpochMilli(rs.getLong("created")),
        instant(rs, "started"),
        instant(rs, "finished"));
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    long millis = rs.getLong(column);
    return rs.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}

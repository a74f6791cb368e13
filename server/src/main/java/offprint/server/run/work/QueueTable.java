package offprint.server.run.work;

import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL of the queue: waiting runs, running runs and their servers, and quotas. */
final class QueueTable {
  private static final String WHOSE = "coalesce(owner, origin, 0)";

  private final JdbcClient sql;

  QueueTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** A run held by a server. */
  record Held(long id, String node, long leaseMillis, boolean stopping) {}

  /** Locks the queue until the transaction ends. */
  void lock() {
    sql.sql("update counter set value = value + 1 where name = 'run'").update();
  }

  boolean anyWaits() {
    return !sql.sql("select id from run where state = 'queued' limit 1")
        .query((rs, _) -> rs.getLong(1))
        .list()
        .isEmpty();
  }

  /** Waiting runs in order of submission. */
  List<FairOrder.Waiting> waiting() {
    return sql.sql("select id, " + WHOSE + " as whose from run where state = 'queued' order by id")
        .query((rs, _) -> new FairOrder.Waiting(rs.getLong("id"), rs.getLong("whose")))
        .list();
  }

  /** Number of running runs by owner, visitors without account included. */
  Map<Long, Integer> running() {
    Map<Long, Integer> counts = new HashMap<>();
    sql.sql(
            "select "
                + WHOSE
                + " as whose, count(*) as runs from run where state = 'running' group by "
                + WHOSE)
        .query((RowCallbackHandler) rs -> counts.put(rs.getLong("whose"), rs.getInt("runs")));
    return counts;
  }

  /** Start of an owner's latest run, 0 for never; {@code owner} 0 for an unknown visitor. */
  long served(long owner) {
    if (owner == 0) {
      return sql.sql(
              "select coalesce(max(started), 0) from run where owner is null and origin is null")
          .query(Long.class)
          .single();
    }
    String whose = owner > 0 ? "owner = :owner" : "origin = :owner";
    return sql.sql("select coalesce(max(started), 0) from run where " + whose)
        .param("owner", owner)
        .query(Long.class)
        .single();
  }

  /** Starts a run; false if it is no longer queued. */
  boolean start(long id, String node, Instant now, Instant lease) {
    return sql.sql(
                "update run set state = 'running', started = :now, node = :node, lease = :lease"
                    + " where id = :id and state = 'queued'")
            .param("id", id)
            .param("now", now.toEpochMilli())
            .param("node", node)
            .param("lease", lease.toEpochMilli())
            .update()
        == 1;
  }

  /** Returns a run to the queue that a server took but did not start. */
  void putBack(long id, String node) {
    sql.sql(
            "update run set state = 'queued', started = null, node = null, lease = null"
                + " where id = :id and state = 'running' and node = :node")
        .param("id", id)
        .param("node", node)
        .update();
  }

  void renew(String node, Instant lease) {
    sql.sql("update run set lease = :lease where node = :node and state = 'running'")
        .param("lease", lease.toEpochMilli())
        .param("node", node)
        .update();
  }

  /** All running runs, on any server. */
  List<Held> held() {
    return sql.sql("select id, node, lease, stopping from run where state = 'running' order by id")
        .query(
            (rs, _) ->
                new Held(
                    rs.getLong("id"),
                    Objects.requireNonNullElse(rs.getString("node"), ""),
                    rs.getLong("lease"),
                    rs.getInt("stopping") > 0))
        .list();
  }

  /** Requests a stop; false if the run is not running. */
  boolean askToStop(long id) {
    return sql.sql("update run set stopping = 1 where id = :id and state = 'running'")
            .param("id", id)
            .update()
        == 1;
  }

  int countWaiting() {
    return sql.sql("select count(*) from run where state = 'queued'").query(Integer.class).single();
  }

  int countWaiting(long owner) {
    return sql.sql("select count(*) from run where state = 'queued' and owner = :owner")
        .param("owner", owner)
        .query(Integer.class)
        .single();
  }

  void count(String day, long owner) {
    sql.sql(
            "insert into run_count (day, owner, runs) values (:day, :owner, 1)"
                + " on conflict (day, owner) do update set runs = run_count.runs + 1")
        .param("day", day)
        .param("owner", owner)
        .update();
    sql.sql("delete from run_count where day < :day").param("day", day).update();
  }

  int counted(String day) {
    return sql.sql("select coalesce(sum(runs), 0) from run_count where day = :day")
        .param("day", day)
        .query(Integer.class)
        .single();
  }

  int counted(String day, long owner) {
    return sql.sql(
            "select coalesce(sum(runs), 0) from run_count where day = :day and owner = :owner")
        .param("day", day)
        .param("owner", owner)
        .query(Integer.class)
        .single();
  }

  /** Bytes stored by the runs of one account, or of all where {@code owner} is 0. */
  long bytes(long owner) {
    return sql.sql(
            "select coalesce(sum(bytes), 0) from run"
                + " where cast(:owner as bigint) = 0 or owner = :owner")
        .param("owner", owner, Types.BIGINT)
        .query(Long.class)
        .single();
  }
}

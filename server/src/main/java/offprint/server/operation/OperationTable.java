package offprint.server.operation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts over tables of all features. */
final class OperationTable {
  private final JdbcClient sql;

  OperationTable(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * A run or a mail that failed.
   *
   * @param what the method, or the kind of the mail
   */
  record Failed(long id, String what, String why, long atMillis) {}

  /** Throws unless the database answers. */
  void touch() {
    sql.sql("select 1").query(Integer.class).single();
  }

  long papers() {
    return count("select count(*) from paper");
  }

  long accounts() {
    return count("select count(*) from account");
  }

  private long count(String query) {
    return sql.sql(query).query(Long.class).single();
  }

  Map<String, Long> runs() {
    return byState("select state, count(*) from run group by state");
  }

  Map<String, Long> mails() {
    return byState("select state, count(*) from mail group by state");
  }

  private Map<String, Long> byState(String query) {
    Map<String, Long> counts = new TreeMap<>();
    sql.sql(query)
        .query(
            rs -> {
              counts.put(rs.getString(1), rs.getLong(2));
            });
    return counts;
  }

  /** Submission time of the run that has waited longest, 0 if none waits. */
  long oldestQueuedRun() {
    return count("select coalesce(min(created), 0) from run where state = 'queued'");
  }

  /** Due time of the mail that has waited longest, 0 if none waits. */
  long oldestQueuedMail() {
    return count("select coalesce(min(created), 0) from mail where state = 'queued'");
  }

  List<Failed> failedRuns(int limit) {
    return sql.sql(
            "select id, method, reason, coalesce(finished, created) as at from run where state ="
                + " 'failed' order by id desc limit :limit")
        .param("limit", limit)
        .query(
            (rs, _) ->
                new Failed(
                    rs.getLong("id"),
                    rs.getString("method"),
                    rs.getString("reason"),
                    rs.getLong("at")))
        .list();
  }

  List<Failed> failedMails(int limit) {
    return sql.sql(
            "select id, kind, answer, coalesce(finished, created) as at from mail where state ="
                + " 'failed' order by id desc limit :limit")
        .param("limit", limit)
        .query(
            (rs, _) ->
                new Failed(
                    rs.getLong("id"),
                    rs.getString("kind"),
                    rs.getString("answer"),
                    rs.getLong("at")))
        .list();
  }
}

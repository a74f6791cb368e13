package offprint.server.account.member;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code failure}: failed attempts per key. */
final class FailureTable {
  private final JdbcClient sql;

  FailureTable(JdbcClient sql) {
    this.sql = sql;
  }

  int count(String what, long endsMillis) {
    return sql.sql(
            "select coalesce(sum(tries), 0) from failure where what = :what and ends = :ends")
        .param("what", what)
        .param("ends", endsMillis)
        .query(Integer.class)
        .single();
  }

  /** Counts a failure and deletes expired counts. */
  void add(String what, long endsMillis, long nowMillis) {
    sql.sql("delete from failure where ends < :now").param("now", nowMillis).update();
    sql.sql(
            "insert into failure (what, ends, tries) values (:what, :ends, 1)"
                + " on conflict (what, ends) do update set tries = failure.tries + 1")
        .param("what", what)
        .param("ends", endsMillis)
        .update();
  }
}

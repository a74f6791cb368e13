package offprint.server.discussion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code report}. */
final class ReportTable {
  private final JdbcClient sql;

  ReportTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** A report of a comment. */
  record Reason(String by, String text, long createdMillis) {}

  /** A report by an account, for its export. */
  record Given(long comment, String reason, String state, long createdMillis) {}

  /**
   * @return false if the account has reported the comment before
   */
  boolean insert(long comment, long account, String reason, long millis) {
    return sql.sql(
                "insert into report (comment, account, reason, state, created) values"
                    + " (:comment, :account, :reason, 'open', :now)"
                    + " on conflict (comment, account) do nothing")
            .param("comment", comment)
            .param("account", account)
            .param("reason", reason)
            .param("now", millis)
            .update()
        == 1;
  }

  /** Open reports by comment, first reported comment first. */
  Map<Long, List<Reason>> open(int limit) {
    Map<Long, List<Reason>> open = new LinkedHashMap<>();
    sql.sql(
            "select r.comment, coalesce(a.name, '') as name, r.reason, r.created from report r"
                + " left join account a on a.id = r.account where r.state = 'open'"
                + " order by r.id limit :limit")
        .param("limit", limit)
        .query(
            rs -> {
              open.computeIfAbsent(rs.getLong("comment"), _ -> new ArrayList<>())
                  .add(
                      new Reason(
                          rs.getString("name"), rs.getString("reason"), rs.getLong("created")));
            });
    return open;
  }

  boolean isOpen(long comment) {
    return sql.sql("select count(*) from report where comment = :comment and state = 'open'")
            .param("comment", comment)
            .query(Long.class)
            .single()
        > 0;
  }

  /** Accounts with open reports of a comment. */
  List<Long> reporters(long comment) {
    return sql.sql(
            "select account from report where comment = :comment and state = 'open'"
                + " and account is not null order by id")
        .param("comment", comment)
        .query((rs, _) -> rs.getLong(1))
        .list();
  }

  /**
   * @return number of open reports
   */
  int decide(long comment, boolean upheld, long millis) {
    return sql.sql(
            "update report set state = :state, decided = :now"
                + " where comment = :comment and state = 'open'")
        .param("state", upheld ? "upheld" : "dismissed")
        .param("now", millis)
        .param("comment", comment)
        .update();
  }

  /** Reports by an account, oldest first. */
  List<Given> of(long account) {
    return sql.sql(
            "select comment, reason, state, created from report where account = :account"
                + " order by id")
        .param("account", account)
        .query(
            (rs, _) ->
                new Given(
                    rs.getLong("comment"),
                    rs.getString("reason"),
                    rs.getString("state"),
                    rs.getLong("created")))
        .list();
  }

  void deleteAll(long account) {
    sql.sql("delete from report where account = :account").param("account", account).update();
  }
}

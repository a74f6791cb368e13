package offprint.server.discussion;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code vote}. */
final class VoteTable {
  private final JdbcClient sql;

  VoteTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** A vote, for its owner's export. */
  record Given(long paper, String address, long givenMillis) {}

  /**
   * @return false if the account has voted for the paper before
   */
  boolean give(long account, long paper, long millis) {
    return sql.sql(
                "insert into vote (account, paper, given) values (:account, :paper, :given)"
                    + " on conflict (account, paper) do nothing")
            .param("account", account)
            .param("paper", paper)
            .param("given", millis)
            .update()
        > 0;
  }

  /**
   * @return false if there was no such vote
   */
  boolean take(long account, long paper) {
    return sql.sql("delete from vote where account = :account and paper = :paper")
            .param("account", account)
            .param("paper", paper)
            .update()
        > 0;
  }

  /**
   * @return papers of all deleted votes of the account
   */
  List<Long> takeAll(long account) {
    return sql.sql("delete from vote where account = :account returning paper")
        .param("account", account)
        .query((rs, _) -> rs.getLong(1))
        .list();
  }

  boolean has(long account, long paper) {
    return sql.sql("select given from vote where account = :account and paper = :paper")
        .param("account", account)
        .param("paper", paper)
        .query(Long.class)
        .optional()
        .isPresent();
  }

  /** Votes of an account, by paper. */
  List<Given> of(long account) {
    return sql.sql(
            "select v.paper, coalesce(p.arxiv, p.slug) as address, v.given from vote v"
                + " join paper p on p.id = v.paper where v.account = :account order by v.paper")
        .param("account", account)
        .query(
            (rs, _) ->
                new Given(
                    rs.getLong("paper"),
                    String.valueOf(rs.getString("address")),
                    rs.getLong("given")))
        .list();
  }
}

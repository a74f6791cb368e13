package offprint.server.account.provider;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code account_identity}: links between accounts and identities. */
final class IdentityTable {
  private final JdbcClient sql;

  IdentityTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** A link as its owner sees it. */
  record Listed(long id, String issuer, String subject, long createdMillis, long usedMillis) {}

  /** The account linked to an identity, in any state. */
  Optional<Long> find(String issuer, String subject) {
    return sql.sql(
            "select account from account_identity where issuer = :issuer and subject = :subject")
        .param("issuer", issuer)
        .param("subject", subject)
        .query(Long.class)
        .optional();
  }

  /**
   * @return false if the identity is linked already
   */
  boolean insert(long account, String issuer, String subject, long millis) {
    return sql.sql(
                "insert into account_identity (account, issuer, subject, created, used)"
                    + " values (:account, :issuer, :subject, :now, :now)"
                    + " on conflict (issuer, subject) do nothing")
            .param("account", account)
            .param("issuer", issuer)
            .param("subject", subject)
            .param("now", millis)
            .update()
        > 0;
  }

  void use(String issuer, String subject, long millis) {
    sql.sql(
            "update account_identity set used = :now"
                + " where issuer = :issuer and subject = :subject")
        .param("now", millis)
        .param("issuer", issuer)
        .param("subject", subject)
        .update();
  }

  List<Listed> of(long account) {
    return sql.sql(
            "select id, issuer, subject, created, used from account_identity"
                + " where account = :account order by id")
        .param("account", account)
        .query(
            (rs, _) ->
                new Listed(
                    rs.getLong("id"),
                    rs.getString("issuer"),
                    rs.getString("subject"),
                    rs.getLong("created"),
                    rs.getLong("used")))
        .list();
  }

  boolean delete(long account, long id) {
    return sql.sql("delete from account_identity where account = :account and id = :id")
            .param("account", account)
            .param("id", id)
            .update()
        > 0;
  }
}

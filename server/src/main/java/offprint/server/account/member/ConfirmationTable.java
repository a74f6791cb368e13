package offprint.server.account.member;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code email_confirmation}: addresses that wait for confirmation, one per account. */
final class ConfirmationTable {
  private final JdbcClient sql;

  ConfirmationTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** An address that waits for confirmation. */
  record Asked(long account, String email) {}

  /** Stores a link; it replaces an earlier one. */
  void ask(long account, String email, String digest, long expires) {
    sql.sql(
            "insert into email_confirmation (account, email, digest, expires)"
                + " values (:account, :email, :digest, :expires) on conflict (account) do update"
                + " set email = excluded.email, digest = excluded.digest,"
                + " expires = excluded.expires")
        .param("account", account)
        .param("email", email)
        .param("digest", digest)
        .param("expires", expires)
        .update();
  }

  /** The latest request, also if its link has expired. */
  Optional<String> asked(long account) {
    return sql.sql("select email from email_confirmation where account = :account")
        .param("account", account)
        .query(String.class)
        .optional();
  }

  Optional<Asked> find(String digest, long millis) {
    return sql.sql(
            "select c.account, c.email from email_confirmation c join account a on a.id = c.account"
                + " where c.digest = :digest and c.expires > :now and a.state = 'active'")
        .param("digest", digest)
        .param("now", millis)
        .query((rs, _) -> new Asked(rs.getLong("account"), rs.getString("email")))
        .optional();
  }

  /**
   * Consumes the link.
   *
   * @return false if another request was first
   */
  boolean use(String digest) {
    return sql.sql("delete from email_confirmation where digest = :digest")
            .param("digest", digest)
            .update()
        > 0;
  }

  void forget(long account) {
    sql.sql("delete from email_confirmation where account = :account")
        .param("account", account)
        .update();
  }
}

package offprint.server.account.passkey;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code passkey_challenge}: single-use challenges. */
final class ChallengeTable {
  private final JdbcClient sql;

  ChallengeTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** Stores a challenge for adding a passkey to an account; deletes expired ones. */
  void insert(String digest, long account, long millis, long expires) {
    prune(millis);
    sql.sql(
            "insert into passkey_challenge (digest, account, expires)"
                + " values (:digest, :account, :expires)")
        .param("digest", digest)
        .param("account", account)
        .param("expires", expires)
        .update();
  }

  /** Stores a challenge for signing in; deletes expired ones. */
  void insert(String digest, long millis, long expires) {
    prune(millis);
    sql.sql(
            "insert into passkey_challenge (digest, account, expires)"
                + " values (:digest, null, :expires)")
        .param("digest", digest)
        .param("expires", expires)
        .update();
  }

  private void prune(long millis) {
    sql.sql("delete from passkey_challenge where expires <= :now").param("now", millis).update();
  }

  /**
   * Consumes a challenge issued to an account.
   *
   * @return false if there is none, or it has expired
   */
  boolean use(String digest, long account, long millis) {
    return sql.sql(
                "delete from passkey_challenge where digest = :digest and account = :account"
                    + " and expires > :now")
            .param("digest", digest)
            .param("account", account)
            .param("now", millis)
            .update()
        > 0;
  }

  /** Consumes a challenge issued for signing in. */
  boolean use(String digest, long millis) {
    return sql.sql(
                "delete from passkey_challenge where digest = :digest and account is null"
                    + " and expires > :now")
            .param("digest", digest)
            .param("now", millis)
            .update()
        > 0;
  }
}

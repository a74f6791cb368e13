package offprint.server.account.passkey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code passkey}, and the user handles of accounts. */
final class PasskeyTable {
  private final JdbcClient sql;

  PasskeyTable(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * A passkey.
   *
   * @param credential its identifier, base64url
   * @param data attested credential data with the public key, base64url
   * @param counter signature counter of the authenticator
   * @param eligible whether it may be backed up to other devices
   * @param copied whether it was backed up when last used
   * @param transports transports, such as "internal hybrid"
   */
  record Key(
      String credential,
      String data,
      long counter,
      boolean eligible,
      boolean copied,
      String transports) {}

  /** A passkey as its owner sees it. */
  record Listed(
      long id,
      String credential,
      String name,
      boolean copied,
      long createdMillis,
      @Nullable Long usedMillis) {}

  /**
   * A passkey of an active account.
   *
   * @param handle user handle of the account
   */
  record Row(long id, long account, String handle, Key key) {}

  /**
   * @return false if the credential is known already
   */
  boolean insert(long account, Key key, String name, long millis) {
    return sql.sql(
                "insert into passkey (account, credential, data, counter, eligible, copied,"
                    + " transports, name, created) values (:account, :credential, :data, :counter,"
                    + " :eligible, :copied, :transports, :name, :created)"
                    + " on conflict (credential) do nothing")
            .param("account", account)
            .param("credential", key.credential())
            .param("data", key.data())
            .param("counter", key.counter())
            .param("eligible", key.eligible() ? 1 : 0)
            .param("copied", key.copied() ? 1 : 0)
            .param("transports", key.transports())
            .param("name", name)
            .param("created", millis)
            .update()
        > 0;
  }

  Optional<Row> find(String credential) {
    return sql.sql(
            "select p.id, p.account, a.handle, p.credential, p.data, p.counter, p.eligible,"
                + " p.copied, p.transports from passkey p join account a on a.id = p.account"
                + " where p.credential = :credential and a.state = 'active'")
        .param("credential", credential)
        .query(PasskeyTable::row)
        .optional();
  }

  private static Row row(ResultSet rs, int number) throws SQLException {
    return new Row(
        rs.getLong("id"),
        rs.getLong("account"),
        rs.getString("handle"),
        new Key(
            rs.getString("credential"),
            rs.getString("data"),
            rs.getLong("counter"),
            rs.getInt("eligible") == 1,
            rs.getInt("copied") == 1,
            rs.getString("transports")));
  }

  /**
   * Records an assertion.
   *
   * @param before its counter when it was read
   * @return false if it was revoked or signed elsewhere since then
   */
  boolean use(long id, long before, long counter, boolean copied, long millis) {
    return sql.sql(
                "update passkey set counter = :counter, copied = :copied, used = :used"
                    + " where id = :id and counter = :before")
            .param("id", id)
            .param("before", before)
            .param("counter", counter)
            .param("copied", copied ? 1 : 0)
            .param("used", millis)
            .update()
        > 0;
  }

  List<Listed> of(long account) {
    return sql.sql(
            "select id, credential, name, copied, created, used from passkey"
                + " where account = :account order by id")
        .param("account", account)
        .query(
            (rs, _) ->
                new Listed(
                    rs.getLong("id"),
                    rs.getString("credential"),
                    rs.getString("name"),
                    rs.getInt("copied") == 1,
                    rs.getLong("created"),
                    rs.getObject("used") == null ? null : rs.getLong("used")))
        .list();
  }

  boolean delete(long account, long id) {
    return sql.sql("delete from passkey where account = :account and id = :id")
            .param("account", account)
            .param("id", id)
            .update()
        > 0;
  }

  /**
   * The user handle of an account.
   *
   * @param fresh stored if it has none yet
   */
  String handle(long account, String fresh) {
    sql.sql("update account set handle = :fresh where id = :id and handle is null")
        .param("fresh", fresh)
        .param("id", account)
        .update();
    return sql.sql("select handle from account where id = :id")
        .param("id", account)
        .query(String.class)
        .single();
  }
}

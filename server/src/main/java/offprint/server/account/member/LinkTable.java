package offprint.server.account.member;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code invitation} and {@code password_reset}: single-use links. */
final class LinkTable {
  private final JdbcClient sql;

  LinkTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** An invitation nobody has used. */
  record Invitation(long id, String inviter, String note, long createdMillis, long expiresMillis) {}

  void invite(String digest, long inviter, String note, long millis, long expires) {
    sql.sql(
            "insert into invitation (digest, inviter, note, created, expires)"
                + " values (:digest, :inviter, :note, :created, :expires)")
        .param("digest", digest)
        .param("inviter", inviter)
        .param("note", note)
        .param("created", millis)
        .param("expires", expires)
        .update();
  }

  boolean isInvited(String digest, long millis) {
    return sql.sql("select id from invitation where digest = :digest and expires > :now")
        .param("digest", digest)
        .param("now", millis)
        .query(Long.class)
        .optional()
        .isPresent();
  }

  /**
   * Consumes an invitation.
   *
   * @return false if it does not exist, has expired or was used
   */
  boolean accept(String digest, long millis) {
    return sql.sql("delete from invitation where digest = :digest and expires > :now")
            .param("digest", digest)
            .param("now", millis)
            .update()
        > 0;
  }

  List<Invitation> invitations(long millis) {
    return sql.sql(
            "select i.id, a.name, i.note, i.created, i.expires from invitation i"
                + " join account a on a.id = i.inviter where i.expires > :now order by i.id")
        .param("now", millis)
        .query(
            (rs, _) ->
                new Invitation(
                    rs.getLong("id"),
                    rs.getString("name"),
                    rs.getString("note"),
                    rs.getLong("created"),
                    rs.getLong("expires")))
        .list();
  }

  boolean withdraw(long id) {
    return sql.sql("delete from invitation where id = :id").param("id", id).update() > 0;
  }

  /** Stores a reset link; it replaces an earlier one. */
  void reset(long account, String digest, long expires) {
    sql.sql(
            "insert into password_reset (account, digest, expires)"
                + " values (:account, :digest, :expires) on conflict (account)"
                + " do update set digest = excluded.digest, expires = excluded.expires")
        .param("account", account)
        .param("digest", digest)
        .param("expires", expires)
        .update();
  }

  Optional<Long> resetting(String digest, long millis) {
    return sql.sql(
            "select r.account from password_reset r join account a on a.id = r.account"
                + " where r.digest = :digest and r.expires > :now and a.state = 'active'")
        .param("digest", digest)
        .param("now", millis)
        .query(Long.class)
        .optional();
  }

  /**
   * Consumes a reset link.
   *
   * @return false if another request was first
   */
  boolean useReset(String digest) {
    return sql.sql("delete from password_reset where digest = :digest")
            .param("digest", digest)
            .update()
        > 0;
  }

  void forgetReset(long account) {
    sql.sql("delete from password_reset where account = :account")
        .param("account", account)
        .update();
  }
}

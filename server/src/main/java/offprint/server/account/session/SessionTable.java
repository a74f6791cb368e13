package offprint.server.account.session;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import offprint.server.account.Member;
import offprint.server.account.Role;
import offprint.server.account.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code account_session}. */
final class SessionTable {
  private final JdbcClient sql;

  SessionTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** A session of an active account. */
  record Row(Member member, long createdMillis, long seenMillis) {}

  void insert(String digest, long account, String address, String agent, long millis) {
    sql.sql(
            "insert into account_session (digest, account, created, seen, address, agent)"
                + " values (:digest, :account, :now, :now, :address, :agent)")
        .param("digest", digest)
        .param("account", account)
        .param("now", millis)
        .param("address", address)
        .param("agent", agent)
        .update();
  }

  /** The session of an active account. */
  Optional<Row> find(String digest) {
    return sql.sql(
            "select s.id, s.created, s.seen, a.id as account, a.name, a.role from account_session s"
                + " join account a on a.id = s.account"
                + " where s.digest = :digest and a.state = 'active'")
        .param("digest", digest)
        .query(
            (rs, _) ->
                new Row(
                    new Member(
                        rs.getLong("account"),
                        rs.getString("name"),
                        Role.of(rs.getString("role")),
                        rs.getLong("id"),
                        EnumSet.allOf(Scope.class)),
                    rs.getLong("created"),
                    rs.getLong("seen")))
        .optional();
  }

  List<Sessions.Listed> of(long account) {
    return sql.sql(
            "select id, created, seen, address, agent from account_session"
                + " where account = :account order by seen desc, id desc")
        .param("account", account)
        .query(
            (rs, _) ->
                new Sessions.Listed(
                    rs.getLong("id"),
                    rs.getLong("created"),
                    rs.getLong("seen"),
                    rs.getString("address"),
                    rs.getString("agent")))
        .list();
  }

  void touch(long id, long millis) {
    sql.sql("update account_session set seen = :now where id = :id")
        .param("now", millis)
        .param("id", id)
        .update();
  }

  /**
   * @return false if the account has no such session
   */
  boolean end(long account, long id) {
    return sql.sql("delete from account_session where account = :account and id = :id")
            .param("account", account)
            .param("id", id)
            .update()
        > 0;
  }

  /** Ends all sessions but one. */
  void endOthers(long account, long kept) {
    sql.sql("delete from account_session where account = :account and id <> :kept")
        .param("account", account)
        .param("kept", kept)
        .update();
  }

  void prune(long createdBefore, long seenBefore) {
    sql.sql("delete from account_session where created < :created or seen < :seen")
        .param("created", createdBefore)
        .param("seen", seenBefore)
        .update();
  }
}

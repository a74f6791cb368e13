package offprint.server.account.session;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import offprint.server.account.Member;
import offprint.server.account.Role;
import offprint.server.account.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code api_token}. */
final class TokenTable {
  private final JdbcClient sql;

  TokenTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** A token of an active account that has not expired. */
  record Row(long id, Member member, @Nullable Long usedMillis) {}

  void insert(
      String digest, long account, String name, Set<Scope> scopes, long millis, long expires) {
    sql.sql(
            "insert into api_token (digest, account, name, scopes, created, expires)"
                + " values (:digest, :account, :name, :scopes, :created, :expires)")
        .param("digest", digest)
        .param("account", account)
        .param("name", name)
        .param("scopes", Scope.join(scopes))
        .param("created", millis)
        .param("expires", expires)
        .update();
  }

  Optional<Row> find(String digest, long millis) {
    return sql.sql(
            "select t.id, t.scopes, t.used, a.id as account, a.name, a.role from api_token t"
                + " join account a on a.id = t.account where t.digest = :digest"
                + " and t.expires > :now and a.state = 'active'")
        .param("digest", digest)
        .param("now", millis)
        .query(
            (rs, _) ->
                new Row(
                    rs.getLong("id"),
                    new Member(
                        rs.getLong("account"),
                        rs.getString("name"),
                        Role.of(rs.getString("role")),
                        0,
                        Scope.of(List.of(rs.getString("scopes").split(" ")))),
                    rs.getObject("used") == null ? null : rs.getLong("used")))
        .optional();
  }

  void touch(long id, long millis) {
    sql.sql("update api_token set used = :now where id = :id")
        .param("now", millis)
        .param("id", id)
        .update();
  }

  List<Tokens.Listed> of(long account) {
    return sql.sql(
            "select id, name, scopes, created, expires, used from api_token"
                + " where account = :account order by id")
        .param("account", account)
        .query(
            (rs, _) ->
                new Tokens.Listed(
                    rs.getLong("id"),
                    rs.getString("name"),
                    rs.getString("scopes"),
                    rs.getLong("created"),
                    rs.getLong("expires"),
                    rs.getObject("used") == null ? null : rs.getLong("used")))
        .list();
  }

  /**
   * @return false if the account has no such token
   */
  boolean delete(long account, long id) {
    return sql.sql("delete from api_token where account = :account and id = :id")
            .param("account", account)
            .param("id", id)
            .update()
        > 0;
  }
}

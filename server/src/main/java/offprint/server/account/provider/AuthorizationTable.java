package offprint.server.account.provider;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code provider_errand}: pending authorisation requests. */
final class AuthorizationTable {
  private final JdbcClient sql;

  AuthorizationTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** Stores a request; deletes expired ones. */
  void put(String digest, String content, long millis, long expires) {
    sql.sql("delete from provider_errand where expires <= :now").param("now", millis).update();
    sql.sql(
            "insert into provider_errand (digest, content, expires)"
                + " values (:digest, :content, :expires)")
        .param("digest", digest)
        .param("content", content)
        .param("expires", expires)
        .update();
  }

  Optional<String> look(String digest, long millis) {
    return sql.sql("select content from provider_errand where digest = :digest and expires > :now")
        .param("digest", digest)
        .param("now", millis)
        .query(String.class)
        .optional();
  }

  /** Consumes a request. */
  Optional<String> take(String digest, long millis) {
    return sql.sql(
            "delete from provider_errand where digest = :digest and expires > :now"
                + " returning content")
        .param("digest", digest)
        .param("now", millis)
        .query(String.class)
        .optional();
  }
}

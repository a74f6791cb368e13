package offprint.server.digest;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables behind links in mails: the signing key and pending confirmations. */
final class LinkTable {
  private final JdbcClient sql;

  LinkTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** The stored key; stores {@code offered} if there is none. */
  String key(String offered) {
    sql.sql("insert into mail_key (id, bytes) values (1, :offered) on conflict (id) do nothing")
        .param("offered", offered)
        .update();
    return sql.sql("select bytes from mail_key where id = 1").query(String.class).single();
  }

  void addConfirmation(String digest, long subscriber, long until) {
    sql.sql(
            "insert into confirmation (digest, subscriber, until) values (:digest, :subscriber,"
                + " :until)")
        .param("digest", digest)
        .param("subscriber", subscriber)
        .param("until", until)
        .update();
  }

  /** The subscriber whose address a link confirms. */
  Optional<Long> confirmed(String digest, long now) {
    return sql.sql("select subscriber from confirmation where digest = :digest and until > :now")
        .param("digest", digest)
        .param("now", now)
        .query(Long.class)
        .optional();
  }

  void deleteConfirmations(long untilBefore) {
    sql.sql("delete from confirmation where until <= :before")
        .param("before", untilBefore)
        .update();
  }
}

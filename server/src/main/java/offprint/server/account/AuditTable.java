package offprint.server.account;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code audit}. */
final class AuditTable {
  private final JdbcClient sql;

  AuditTable(JdbcClient sql) {
    this.sql = sql;
  }

  void insert(long millis, String actor, String act, String subject, String address) {
    sql.sql(
            "insert into audit (at, actor, act, subject, address)"
                + " values (:at, :actor, :act, :subject, :address)")
        .param("at", millis)
        .param("actor", actor)
        .param("act", act)
        .param("subject", subject)
        .param("address", address)
        .update();
  }

  /** Entries older than {@code id}, newest first. */
  List<Audit.Entry> before(long id, int limit) {
    return sql.sql(
            "select id, at, actor, act, subject, address from audit where id < :id"
                + " order by id desc limit :limit")
        .param("id", id)
        .param("limit", limit)
        .query(
            (rs, _) ->
                new Audit.Entry(
                    rs.getLong("id"),
                    rs.getLong("at"),
                    rs.getString("actor"),
                    rs.getString("act"),
                    rs.getString("subject"),
                    rs.getString("address")))
        .list();
  }
}

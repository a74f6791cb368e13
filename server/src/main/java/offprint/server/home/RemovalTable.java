package offprint.server.home;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code removal}. */
final class RemovalTable {
  private final JdbcClient sql;

  RemovalTable(JdbcClient sql) {
    this.sql = sql;
  }

  void insert(String folder) {
    sql.sql("insert into removal (folder) values (:folder) on conflict (folder) do nothing")
        .param("folder", folder)
        .update();
  }

  List<String> all() {
    return sql.sql("select folder from removal order by folder")
        .query((rs, _) -> rs.getString(1))
        .list();
  }

  void delete(String folder) {
    sql.sql("delete from removal where folder = :folder").param("folder", folder).update();
  }
}

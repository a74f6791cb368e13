package offprint.server.reader;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads recently listed papers from the table {@code listing}. */
final class RecentTable {
  private final JdbcClient sql;

  RecentTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** Row numbers of papers listed from day {@code from} to {@code to}, newest day first. */
  List<Long> listed(String from, String to, int limit) {
    return sql.sql(
            "select paper, max(day) as last from listing l where day between :from and :to"
                + " and not exists (select 1 from hidden_paper h where h.paper = l.paper)"
                + " group by paper order by last desc, paper desc limit :limit")
        .param("from", from)
        .param("to", to)
        .param("limit", limit)
        .query((rs, _) -> rs.getLong("paper"))
        .list();
  }

  /** Row numbers of papers on no list, such as the founding papers; newest first. */
  List<Long> unlisted(int limit) {
    return sql.sql(
            "select p.id from paper p where not exists"
                + " (select 1 from listing l where l.paper = p.id)"
                + " and not exists (select 1 from hidden_paper h where h.paper = p.id)"
                + " order by p.id desc limit :limit")
        .param("limit", limit)
        .query((rs, _) -> rs.getLong("id"))
        .list();
  }
}

package offprint.server.paper;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code hidden_paper}. */
final class HiddenTable {
  private final JdbcClient sql;

  HiddenTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** Hidden papers, last hidden first. */
  List<HiddenPaper> all() {
    return sql.sql(
            "select p.id, coalesce(p.arxiv, p.slug) as address, p.title, h.reason, h.since"
                + " from hidden_paper h join paper p on p.id = h.paper"
                + " order by h.since desc, p.id desc")
        .query(
            (rs, _) ->
                new HiddenPaper(
                    rs.getLong("id"),
                    Optional.ofNullable(rs.getString("address")).orElse(""),
                    rs.getString("title"),
                    rs.getString("reason"),
                    rs.getLong("since")))
        .list();
  }

  /** Marks a paper as changed, for caches and followers of changes. */
  private void written(long paper) {
    sql.sql("update counter set value = value + 1 where name = 'paper'").update();
    sql.sql(
            "update paper set changed = (select value from counter where name = 'paper')"
                + " where id = :paper")
        .param("paper", paper)
        .update();
  }

  void hide(long paper, String reason, long millis) {
    written(paper);
    sql.sql(
            "insert into hidden_paper (paper, reason, since) values (:paper, :reason, :now)"
                + " on conflict (paper) do update set reason = excluded.reason")
        .param("paper", paper)
        .param("reason", reason)
        .param("now", millis)
        .update();
  }

  void show(long paper) {
    written(paper);
    sql.sql("delete from hidden_paper where paper = :paper").param("paper", paper).update();
  }
}

package offprint.server.follow;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Notifies followers of new papers in SQL alone, because many may follow one topic. */
final class NewPaperNotifierTable {
  /** Condition for a recent paper: published or listed since given days. */
  private static final String FRESH =
      "(p.published >= :published or exists (select 1 from listing l where l.paper = p.id and l.day"
          + " >= :listed)) and not exists (select 1 from hidden_paper h where h.paper = p.id)";

  private static final String INSERT =
      "insert into notice (account, kind, cause, paper, text, created, mailed) select f.account,"
          + " 'paper', 'paper:' || p.id, p.id, max(f.kind || ' ' || f.name), :now, max(case when"
          + " w.way = 'mail' then 1 else 0 end) from follow f join %s left join notice_choice w on"
          + " w.account = f.account and w.kind = 'paper' where %s and coalesce(w.way, 'inbox') <>"
          + " 'off' and "
          + FRESH
          + " group by f.account, p.id on conflict (account, cause) do nothing";

  private final JdbcClient sql;

  NewPaperNotifierTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** Greatest row number of a paper that followers were notified of. */
  long reached() {
    return sql.sql("select value from counter where name = 'noticed'").query(Long.class).single();
  }

  /**
   * @return false if another process has advanced it
   */
  boolean advance(long from, long to) {
    return sql.sql("update counter set value = :to where name = 'noticed' and value = :from")
            .param("to", to)
            .param("from", from)
            .update()
        == 1;
  }

  /** Notifies followers of authors and topics. */
  void tell(long from, long to, Since since) {
    for (String kind : new String[] {"author", "topic"}) {
      sql.sql(
              INSERT.formatted(
                  "paper_%1$s t on f.kind = '%1$s' and t.key = f.key join paper p on p.id = t.paper"
                      .formatted(kind),
                  "t.paper > :from and t.paper <= :to"))
          .param("from", from)
          .param("to", to)
          .param("published", since.published())
          .param("listed", since.listed())
          .param("now", since.nowMillis())
          .update();
    }
  }

  /** Notifies followers of a search that found a paper. */
  void tell(String key, long paper, Since since) {
    sql.sql(INSERT.formatted("paper p on p.id = :paper", "f.kind = 'search' and f.key = :key"))
        .param("key", key)
        .param("paper", paper)
        .param("published", since.published())
        .param("listed", since.listed())
        .param("now", since.nowMillis())
        .update();
  }

  /** Limits of what counts as new. */
  record Since(String published, String listed, long nowMillis) {}
}

package offprint.server.digest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Queries of new papers. */
final class NewPaperTable {
  private static final int MOST = 20_000;

  private final JdbcClient sql;

  NewPaperTable(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * Papers with row numbers above {@code after} up to {@code upTo} that were published or listed
   * since given days; most votes first, then newest.
   */
  NewPapers since(long after, long upTo, String published, String listed) {
    long floor = Math.max(after, upTo - MOST);
    Map<Long, Integer> places = new LinkedHashMap<>();
    sql.sql(
            """
            select p.id, coalesce((select max(l.upvotes) from listing l where l.paper = p.id), 0)
              as votes
            from paper p
            where p.id > :floor and p.id <= :upTo
              and not exists (select 1 from hidden_paper h where h.paper = p.id) and (p.published >= :published or exists
              (select 1 from listing l where l.paper = p.id and l.day >= :listed))
            order by votes desc, p.id desc\
            """)
        .param("floor", floor)
        .param("upTo", upTo)
        .param("published", published)
        .param("listed", listed)
        .query(
            rs -> {
              places.put(rs.getLong("id"), places.size());
            });
    return new NewPapers(
        after,
        upTo,
        places,
        byKey("paper_topic", floor, upTo, places),
        byKey("paper_author", floor, upTo, places));
  }

  private Map<String, List<Long>> byKey(
      String table, long floor, long upTo, Map<Long, Integer> places) {
    Map<String, List<Long>> byKey = new HashMap<>();
    sql.sql("select key, paper from " + table + " where paper > :floor and paper <= :upTo")
        .param("floor", floor)
        .param("upTo", upTo)
        .query(
            rs -> {
              if (places.containsKey(rs.getLong("paper"))) {
                byKey
                    .computeIfAbsent(rs.getString("key"), _ -> new ArrayList<>())
                    .add(rs.getLong("paper"));
              }
            });
    byKey.values().forEach(papers -> papers.sort(NewPapers.by(places)));
    return byKey;
  }
}

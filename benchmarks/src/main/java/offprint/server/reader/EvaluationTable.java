package offprint.server.reader;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an evaluation reads of the table {@code listing}. */
final class EvaluationTable {
  private final JdbcClient sql;

  EvaluationTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** A list entry; the submitter is "" where nobody is named. */
  record Entry(long paper, String day, int upvotes, String submitter) {}

  /** By day and place. */
  List<Entry> entries() {
    return sql.sql(
            "select paper, day, upvotes, coalesce(submitter, '') as submitter from listing"
                + " order by day, place, paper")
        .query(
            (rs, _) ->
                new Entry(
                    rs.getLong("paper"),
                    String.valueOf(rs.getString("day")),
                    rs.getInt("upvotes"),
                    String.valueOf(rs.getString("submitter"))))
        .list();
  }
}

package offprint.server.feed;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which papers stand where: row numbers and sort keys only, found by index. */
final class FeedTable {
  private final JdbcClient sql;

  FeedTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** What the trending score reads of a list entry. */
  record Votes(long paper, int upvotes, int comments, long listedAt) {}

  /** Entries of the days from {@code from} to {@code to}. */
  List<Votes> votes(String from, String to) {
    return sql.sql(
            "select paper, upvotes, comments, listed_at from listing where day between :from and"
                + " :to")
        .param("from", from)
        .param("to", to)
        .query(
            (rs, _) ->
                new Votes(
                    rs.getLong("paper"),
                    rs.getInt("upvotes"),
                    rs.getInt("comments"),
                    rs.getLong("listed_at")))
        .list();
  }
}

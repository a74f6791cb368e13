package offprint.server.paper;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code tally}, and its numbers in the table {@code listing}. */
final class TallyTable {
  private final JdbcClient sql;

  TallyTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** Adds to all counts of a paper; numbers below 0 subtract. */
  void add(long paper, int upvotes, int comments) {
    long change =
        sql.sql("update counter set value = value + 1 where name = 'paper' returning value")
            .query(Long.class)
            .single();
    sql.sql(
            "insert into tally (paper, upvotes, comments) values (:paper, :upvotes, :comments)"
                + " on conflict (paper) do update set upvotes = tally.upvotes + excluded.upvotes,"
                + " comments = tally.comments + excluded.comments")
        .param("paper", paper)
        .param("upvotes", upvotes)
        .param("comments", comments)
        .update();
    sql.sql(
            "update listing set upvotes = upvotes + :upvotes, comments = comments + :comments"
                + " where paper = :paper")
        .param("paper", paper)
        .param("upvotes", upvotes)
        .param("comments", comments)
        .update();
    sql.sql("update paper set changed = :change where id = :paper")
        .param("paper", paper)
        .param("change", change)
        .update();
  }

  /** Greatest number of upvotes that a list reports, or those given here for a paper on no list. */
  int upvotes(long paper) {
    return sql.sql(
            "select coalesce((select max(upvotes) from listing where paper = :paper),"
                + " (select upvotes from tally where paper = :paper), 0)")
        .param("paper", paper)
        .query(Integer.class)
        .single();
  }
}

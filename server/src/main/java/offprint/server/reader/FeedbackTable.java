package offprint.server.reader;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code opinion}. */
final class FeedbackTable {
  private final JdbcClient sql;

  FeedbackTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** Opinions, newest first. */
  List<Reader.Given> of(String reader) {
    return sql.sql(
            "select o.paper, o.value, coalesce(p.arxiv, p.slug) as address from opinion o"
                + " join paper p on p.id = o.paper where o.reader = :reader"
                + " order by o.given desc, o.paper desc")
        .param("reader", reader)
        .query(
            (rs, _) ->
                new Reader.Given(
                    rs.getLong("paper"),
                    String.valueOf(rs.getString("address")),
                    rs.getInt("value") > 0 ? Feedback.SAVED : Feedback.HIDDEN))
        .list();
  }

  int count(String reader) {
    return sql.sql("select count(*) from opinion where reader = :reader")
        .param("reader", reader)
        .query(Integer.class)
        .single();
  }

  void give(String reader, long paper, Feedback feedback, long millis) {
    sql.sql(
            "insert into opinion (reader, paper, value, given)"
                + " values (:reader, :paper, :value, :given) on conflict (reader, paper)"
                + " do update set value = excluded.value, given = excluded.given")
        .param("reader", reader)
        .param("paper", paper)
        .param("value", feedback.value())
        .param("given", millis)
        .update();
  }

  void take(String reader, long paper) {
    sql.sql("delete from opinion where reader = :reader and paper = :paper")
        .param("reader", reader)
        .param("paper", paper)
        .update();
  }

  /** Moves opinions from one reader to another, whose own opinions take precedence. */
  void move(String from, String to) {
    sql.sql(
            "insert into opinion (reader, paper, value, given)"
                + " select :to, paper, value, given from opinion where reader = :from"
                + " on conflict (reader, paper) do nothing")
        .param("to", to)
        .param("from", from)
        .update();
    forget(from);
  }

  void forget(String reader) {
    sql.sql("delete from opinion where reader = :reader").param("reader", reader).update();
  }
}

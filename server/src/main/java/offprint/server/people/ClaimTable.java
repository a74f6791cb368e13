package offprint.server.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code claim}. */
final class ClaimTable {
  private static final String SELECT =
      "select c.id, c.account, a.name, c.paper, coalesce(p.arxiv, p.slug) as address, p.title,"
          + " c.place, c.author, c.evidence, c.state, c.created from claim c"
          + " join account a on a.id = c.account join paper p on p.id = c.paper ";

  private final JdbcClient sql;

  ClaimTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** State of a claim. */
  enum State {
    ASKED,
    APPROVED,
    REFUSED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A claim.
   *
   * @param name of the account
   * @param place which author, from 1
   * @param author the author's name in the paper at the time of the claim
   */
  record Row(
      long id,
      long account,
      String name,
      long paper,
      String address,
      String title,
      int place,
      String author,
      String evidence,
      State state,
      long createdMillis) {}

  /**
   * @return false if the account has a claim on the paper
   */
  boolean insert(long account, long paper, int place, String author, String evidence, long millis) {
    return sql.sql(
                "insert into claim (account, paper, place, author, evidence, state, created) values"
                    + " (:account, :paper, :place, :author, :evidence, 'asked', :now)"
                    + " on conflict (account, paper) do nothing")
            .param("account", account)
            .param("paper", paper)
            .param("place", place)
            .param("author", author)
            .param("evidence", evidence)
            .param("now", millis)
            .update()
        == 1;
  }

  Optional<Row> find(long id) {
    return sql.sql(SELECT + "where c.id = :id").param("id", id).query(ClaimTable::row).optional();
  }

  Optional<Row> find(long account, long paper) {
    return sql.sql(SELECT + "where c.account = :account and c.paper = :paper")
        .param("account", account)
        .param("paper", paper)
        .query(ClaimTable::row)
        .optional();
  }

  /** Claims of an account, newest first. */
  List<Row> ofAccount(long account) {
    return sql.sql(SELECT + "where c.account = :account order by c.id desc")
        .param("account", account)
        .query(ClaimTable::row)
        .list();
  }

  /** Open claims, oldest first. */
  List<Row> asked(int limit) {
    return sql.sql(SELECT + "where c.state = 'asked' order by c.id limit :limit")
        .param("limit", limit)
        .query(ClaimTable::row)
        .list();
  }

  int countAsked(long account) {
    return sql.sql("select count(*) from claim where account = :account and state = 'asked'")
        .param("account", account)
        .query(Integer.class)
        .single();
  }

  /** Accounts whose claims on a paper are approved. */
  Set<Long> approved(long paper) {
    return new HashSet<>(
        sql.sql("select account from claim where paper = :paper and state = 'approved'")
            .param("paper", paper)
            .query((rs, _) -> rs.getLong(1))
            .list());
  }

  boolean isTaken(long paper, int place) {
    return sql.sql(
                "select count(*) from claim where paper = :paper and place = :place and state ="
                    + " 'approved'")
            .param("paper", paper)
            .param("place", place)
            .query(Integer.class)
            .single()
        > 0;
  }

  /**
   * @return false if it was decided or withdrawn before
   */
  boolean decide(long id, State to, long millis) {
    return sql.sql(
                "update claim set state = :to, decided = :now where id = :id and state = 'asked'")
            .param("to", to.word())
            .param("now", millis)
            .param("id", id)
            .update()
        == 1;
  }

  void delete(long id) {
    sql.sql("delete from claim where id = :id").param("id", id).update();
  }

  void deleteAll(long account) {
    sql.sql("delete from claim where account = :account").param("account", account).update();
  }

  private static Row row(ResultSet rs, int number) throws SQLException {
    return new Row(
        rs.getLong("id"),
        rs.getLong("account"),
        rs.getString("name"),
        rs.getLong("paper"),
        Optional.ofNullable(rs.getString("address")).orElse(""),
        rs.getString("title"),
        rs.getInt("place"),
        rs.getString("author"),
        rs.getString("evidence"),
        State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
        rs.getLong("created"));
  }
}

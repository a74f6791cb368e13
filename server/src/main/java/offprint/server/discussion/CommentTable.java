package offprint.server.discussion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code comment} and {@code comment_version}. */
final class CommentTable {
  private static final String SELECT =
      "select c.id, c.paper, coalesce(p.arxiv, p.slug) as address, p.title, c.parent, c.account,"
          + " a.name, c.text, c.state, c.created, c.edited from comment c"
          + " join paper p on p.id = c.paper left join account a on a.id = c.account ";

  private final JdbcClient sql;

  CommentTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** What becomes of a comment. */
  enum State {
    SHOWN,
    /** By a moderator. */
    HIDDEN,
    /** By its author; the text is gone, its place in the thread stays. */
    DELETED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A comment.
   *
   * @param address of its paper
   * @param account 0 once it is deleted
   * @param author "" once the account is deleted
   * @param text Markdown
   */
  record Row(
      long id,
      long paper,
      String address,
      String title,
      @Nullable Long parent,
      long account,
      String author,
      String text,
      State state,
      long createdMillis,
      @Nullable Long editedMillis) {}

  /** What a comment said until an edit. */
  record Version(long untilMillis, String text) {}

  long insert(long paper, @Nullable Long parent, long account, String text, long millis) {
    return sql.sql(
            "insert into comment (paper, parent, account, text, state, created)"
                + " values (:paper, :parent, :account, :text, 'shown', :created) returning id")
        .param("paper", paper)
        .param("parent", parent, Types.BIGINT)
        .param("account", account)
        .param("text", text)
        .param("created", millis)
        .query(Long.class)
        .single();
  }

  Optional<Row> find(long id) {
    return sql.sql(SELECT + "where c.id = :id").param("id", id).query(CommentTable::row).optional();
  }

  /** In the order they were written. */
  List<Row> ofPaper(long paper, int limit) {
    return sql.sql(SELECT + "where c.paper = :paper order by c.id limit :limit")
        .param("paper", paper)
        .param("limit", limit)
        .query(CommentTable::row)
        .list();
  }

  List<Row> ofAccount(long account) {
    return sql.sql(SELECT + "where c.account = :account order by c.id")
        .param("account", account)
        .query(CommentTable::row)
        .list();
  }

  /** Shown ones on papers in everybody's sight, the last first. */
  List<Row> shownOf(long account, int limit) {
    return sql.sql(
            SELECT
                + "where c.account = :account and c.state = 'shown' and not exists"
                + " (select 1 from hidden_paper h where h.paper = c.paper)"
                + " order by c.id desc limit :limit")
        .param("account", account)
        .param("limit", limit)
        .query(CommentTable::row)
        .list();
  }

  /** All papers' last first, before a number. */
  List<Row> before(long id, int limit) {
    return sql.sql(
            SELECT + "where c.id < :id and c.state <> 'deleted' order by c.id desc limit :limit")
        .param("id", id)
        .param("limit", limit)
        .query(CommentTable::row)
        .list();
  }

  /**
   * Puts another text in place of one.
   *
   * @return false if it is another text already
   */
  boolean edit(long id, String before, String after, long millis) {
    boolean changed =
        sql.sql(
                    "update comment set text = :after, edited = :now"
                        + " where id = :id and text = :before and state = 'shown'")
                .param("after", after)
                .param("now", millis)
                .param("id", id)
                .param("before", before)
                .update()
            > 0;
    if (changed) {
      sql.sql(
              "insert into comment_version (comment, edited, text) values (:id, :now, :before)"
                  + " on conflict (comment, edited) do nothing")
          .param("id", id)
          .param("now", millis)
          .param("before", before)
          .update();
    }
    return changed;
  }

  /** The first first. */
  List<Version> versions(long id) {
    return sql.sql("select edited, text from comment_version where comment = :id order by edited")
        .param("id", id)
        .query((rs, _) -> new Version(rs.getLong("edited"), rs.getString("text")))
        .list();
  }

  /** Takes an account's name off its comments. */
  void release(long account) {
    sql.sql("update comment set account = null where account = :account")
        .param("account", account)
        .update();
  }

  /**
   * @return false if it was in another state than {@code from}
   */
  boolean move(long id, State from, State to) {
    return sql.sql("update comment set state = :to where id = :id and state = :from")
            .param("to", to.word())
            .param("id", id)
            .param("from", from.word())
            .update()
        > 0;
  }

  /** Forgets what it said, now and before. */
  void blank(long id) {
    sql.sql("update comment set text = '' where id = :id").param("id", id).update();
    sql.sql("delete from comment_version where comment = :id").param("id", id).update();
  }

  private static Row row(ResultSet rs, int number) throws SQLException {
    return new Row(
        rs.getLong("id"),
        rs.getLong("paper"),
        String.valueOf(rs.getString("address")),
        rs.getString("title"),
        number(rs, "parent"),
        rs.getLong("account"),
        Optional.ofNullable(rs.getString("name")).orElse(""),
        rs.getString("text"),
        State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
        rs.getLong("created"),
        number(rs, "edited"));
  }

  private static @Nullable Long number(ResultSet rs, String column) throws SQLException {
    long value = rs.getLong(column);
    return rs.wasNull() ? null : value;
  }
}

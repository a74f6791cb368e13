package offprint.server.discussion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code comment} and {@code comment_version}. */
final class CommentTable {
  private static final String SELECT =
      "select c.id, c.paper, coalesce(p.arxiv, p.slug) as address, p.title, c.run, r.method,"
          + " r.owner, r.visibility, r.link, c.parent, c.account, a.name, c.text, c.state,"
          + " c.created, c.edited from comment c left join paper p on p.id = c.paper"
          + " left join run r on r.id = c.run left join account a on a.id = c.account ";
  private static final String OPEN =
      "(r.visibility = 'public' or c.paper is not null and not exists"
          + " (select 1 from hidden_paper h where h.paper = c.paper))";

  private final JdbcClient sql;

  CommentTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** State of a comment. */
  enum State {
    SHOWN,
    /** Hidden by a moderator. */
    HIDDEN,
    /** Deleted by its author; its place in the thread stays. */
    DELETED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A comment.
   *
   * @param on its subject; a run with its number as address
   * @param account 0 once it is deleted
   * @param author "" once the account is deleted
   * @param text Markdown
   */
  record Row(
      long id,
      Subject on,
      @Nullable Long parent,
      long account,
      String author,
      String text,
      State state,
      long createdMillis,
      @Nullable Long editedMillis) {
    /**
     * @param reached the subject as the viewer reached it
     */
    Row on(Subject reached) {
      return new Row(
          id, reached, parent, account, author, text, state, createdMillis, editedMillis);
    }

    /** Base path of its pages. */
    String address() {
      return on.comment(id);
    }
  }

  /** An earlier text of a comment. */
  record Version(long untilMillis, String text) {}

  /** On a run, with the word of its link where it is seen by link and is not the account's. */
  long insert(Subject on, @Nullable Long parent, long account, String text, long millis) {
    boolean byLink = !on.word().isEmpty() && on.owner() != account;
    return sql.sql(
            "insert into comment (paper, run, link, parent, account, text, state, created) values"
                + " (:paper, :run, :link, :parent, :account, :text, 'shown', :created)"
                + " returning id")
        .param("paper", on.isRun() ? null : on.paper(), Types.BIGINT)
        .param("run", on.isRun() ? on.run() : null, Types.BIGINT)
        .param("link", byLink ? on.word() : null, Types.VARCHAR)
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

  /** Comments in the order they were written. */
  List<Row> on(Subject subject, int limit) {
    return sql
        .sql(
            SELECT
                + (subject.isRun() ? "where c.run = :id" : "where c.paper = :id")
                + " order by c.id limit :limit")
        .param("id", subject.isRun() ? subject.run() : subject.paper())
        .param("limit", limit)
        .query(CommentTable::row)
        .list()
        .stream()
        .map(row -> row.on(subject))
        .toList();
  }

  /**
   * Accounts among the given ones that may see a run: its owner, everybody if it is public, and for
   * a run shared by link those who commented on it since the link was made.
   */
  Set<Long> readers(long run, Collection<Long> accounts) {
    return accounts.isEmpty()
        ? Set.of()
        : Set.copyOf(
            sql.sql(
                    "select a.id from account a join run r on r.id = :run where a.id in (:accounts)"
                        + " and (r.owner = a.id or r.visibility = 'public' or r.visibility = 'link'"
                        + " and exists (select 1 from comment k where k.run = r.id and k.account ="
                        + " a.id and k.link = r.link))")
                .param("run", run)
                .param("accounts", accounts)
                .query((rs, _) -> rs.getLong(1))
                .list());
  }

  boolean hasRun(long run) {
    return sql.sql("select count(*) from run where id = :run")
            .param("run", run)
            .query(Long.class)
            .single()
        > 0;
  }

  void deleteOfRun(long run) {
    for (String kept : List.of("report", "comment_version")) {
      sql.sql("delete from " + kept + " where comment in (select id from comment where run = :run)")
          .param("run", run)
          .update();
    }
    sql.sql("delete from comment where run = :run").param("run", run).update();
  }

  List<Row> ofAccount(long account) {
    return sql.sql(SELECT + "where c.account = :account order by c.id")
        .param("account", account)
        .query(CommentTable::row)
        .list();
  }

  /** Visible comments of an account on papers and public runs, newest first. */
  List<Row> shownOf(long account, int limit) {
    return sql.sql(
            SELECT
                + "where c.account = :account and c.state = 'shown' and "
                + OPEN
                + " order by c.id desc limit :limit")
        .param("account", account)
        .param("limit", limit)
        .query(CommentTable::row)
        .list();
  }

  /** Comments on papers and public runs older than {@code id}, newest first. */
  List<Row> before(long id, int limit) {
    return sql.sql(
            SELECT
                + "where c.id < :id and c.state <> 'deleted' and (c.paper is not null or"
                + " r.visibility = 'public') order by c.id desc limit :limit")
        .param("id", id)
        .param("limit", limit)
        .query(CommentTable::row)
        .list();
  }

  /**
   * Replaces the text of a comment.
   *
   * @return false if the text has changed meanwhile
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

  /** Earlier texts, oldest first. */
  List<Version> versions(long id) {
    return sql.sql("select edited, text from comment_version where comment = :id order by edited")
        .param("id", id)
        .query((rs, _) -> new Version(rs.getLong("edited"), rs.getString("text")))
        .list();
  }

  /** Makes an account's comments anonymous. */
  void release(long account) {
    sql.sql("update comment set account = null where account = :account")
        .param("account", account)
        .update();
  }

  /**
   * @return false if it was not in state {@code from}
   */
  boolean move(long id, State from, State to) {
    return sql.sql("update comment set state = :to where id = :id and state = :from")
            .param("to", to.word())
            .param("id", id)
            .param("from", from.word())
            .update()
        > 0;
  }

  /** Deletes its text and all earlier texts. */
  void blank(long id) {
    sql.sql("update comment set text = '' where id = :id").param("id", id).update();
    sql.sql("delete from comment_version where comment = :id").param("id", id).update();
  }

  private static Row row(ResultSet rs, int number) throws SQLException {
    return new Row(
        rs.getLong("id"),
        subject(rs),
        number(rs, "parent"),
        rs.getLong("account"),
        Optional.ofNullable(rs.getString("name")).orElse(""),
        rs.getString("text"),
        State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
        rs.getLong("created"),
        number(rs, "edited"));
  }

  private static Subject subject(ResultSet rs) throws SQLException {
    long run = rs.getLong("run");
    if (run == 0) {
      return Subject.paper(
          rs.getLong("paper"), String.valueOf(rs.getString("address")), rs.getString("title"));
    }
    return Subject.run(
        run,
        rs.getLong("owner"),
        "public".equals(rs.getString("visibility")),
        Optional.ofNullable(rs.getString("link")).orElse(""),
        Long.toString(run),
        rs.getString("method"));
  }

  private static @Nullable Long number(ResultSet rs, String column) throws SQLException {
    long value = rs.getLong(column);
    return rs.wasNull() ? null : value;
  }
}

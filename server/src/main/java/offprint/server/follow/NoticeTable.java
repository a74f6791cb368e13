package offprint.server.follow;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code notice} and {@code notice_choice}. */
final class NoticeTable {
  private static final String SELECT =
      "select n.id, n.kind, coalesce(p.arxiv, p.slug, '') as address, coalesce(p.title, '') as"
          + " title, n.comment, coalesce(a.name, '') as actor, n.text, coalesce(c.text, '') as"
          + " said, n.created, n.seen from notice n left join paper p on p.id = n.paper and"
          + " not exists (select 1 from hidden_paper h where h.paper = p.id) left join"
          + " comment c on c.id = n.comment and c.state = 'shown' left join account a on a.id ="
          + " n.actor ";

  private final JdbcClient sql;

  NoticeTable(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * A notice.
   *
   * @param address of its paper, "" for none
   * @param actor whose act it tells of, "" for nobody or somebody gone
   * @param said the comment, "" for none or one that is not shown
   */
  record Row(
      long id,
      NoticeKind kind,
      String address,
      String title,
      @Nullable Long comment,
      String actor,
      String text,
      String said,
      long createdMillis,
      boolean seen) {}

  /** What is told of. */
  record News(
      NoticeKind kind,
      String cause,
      @Nullable Long paper,
      @Nullable Long comment,
      @Nullable Long actor,
      String text) {}

  /** Tells an account, unless it has been told or does not want to be. */
  void add(long account, News news, long millis) {
    NoticeKind.Way way = choices(account).getOrDefault(news.kind(), news.kind().usual());
    if (way == NoticeKind.Way.OFF) {
      return;
    }
    sql.sql(
            "insert into notice (account, kind, cause, paper, comment, actor, text, created,"
                + " mailed) values (:account, :kind, :cause, :paper, :comment, :actor, :text, :now,"
                + " :mailed) on conflict (account, cause) do nothing")
        .param("account", account)
        .param("kind", news.kind().word())
        .param("cause", news.cause())
        .param("paper", news.paper(), Types.BIGINT)
        .param("comment", news.comment(), Types.BIGINT)
        .param("actor", news.actor(), Types.BIGINT)
        .param("text", news.text())
        .param("now", millis)
        .param("mailed", way == NoticeKind.Way.MAIL ? 1 : 0)
        .update();
  }

  /** The last first, before a number. */
  List<Row> of(long account, boolean unseenOnly, long before, int limit) {
    return sql.sql(
            SELECT
                + "where n.account = :account and n.id < :before"
                + (unseenOnly ? " and n.seen is null" : "")
                + " order by n.id desc limit :limit")
        .param("account", account)
        .param("before", before)
        .param("limit", limit)
        .query(NoticeTable::row)
        .list();
  }

  /** The first first. */
  List<Row> withIds(Collection<Long> ids) {
    return ids.isEmpty()
        ? List.of()
        : sql.sql(SELECT + "where n.id in (:ids) order by n.id")
            .param("ids", ids)
            .query(NoticeTable::row)
            .list();
  }

  /** Counts to a limit. */
  int unseen(long account, int most) {
    return sql.sql(
            "select count(*) from (select id from notice where account = :account and seen is null"
                + " limit :most) as unseen")
        .param("account", account)
        .param("most", most)
        .query(Integer.class)
        .single();
  }

  void seeAll(long account, long upTo, long millis) {
    sql.sql(
            "update notice set seen = :now where account = :account and seen is null and id <="
                + " :upTo")
        .param("now", millis)
        .param("account", account)
        .param("upTo", upTo)
        .update();
  }

  /**
   * @return false if the account has no such notice
   */
  boolean see(long account, long id, long millis) {
    return sql.sql(
                "update notice set seen = coalesce(seen, :now) where account = :account and id ="
                    + " :id")
            .param("now", millis)
            .param("account", account)
            .param("id", id)
            .update()
        > 0;
  }

  Map<NoticeKind, NoticeKind.Way> choices(long account) {
    Map<NoticeKind, NoticeKind.Way> choices = new EnumMap<>(NoticeKind.class);
    sql.sql("select kind, way from notice_choice where account = :account")
        .param("account", account)
        .query(
            rs -> {
              choices.put(
                  NoticeKind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT)),
                  NoticeKind.Way.valueOf(rs.getString("way").toUpperCase(Locale.ROOT)));
            });
    return choices;
  }

  void choose(long account, NoticeKind kind, NoticeKind.Way way) {
    sql.sql(
            "insert into notice_choice (account, kind, way) values (:account, :kind, :way)"
                + " on conflict (account, kind) do update set way = excluded.way")
        .param("account", account)
        .param("kind", kind.word())
        .param("way", way.word())
        .update();
  }

  void forget(long account) {
    sql.sql("delete from notice where account = :account").param("account", account).update();
    sql.sql("delete from notice_choice where account = :account")
        .param("account", account)
        .update();
  }

  void deleteBefore(long millis) {
    sql.sql("delete from notice where created < :before").param("before", millis).update();
  }

  /** Accounts with notices that are to be mailed and have not been seen. */
  List<Long> accountsToMail(long since, long after, int limit) {
    return sql.sql(
            "select distinct account from notice where mailed = 1 and seen is null and created >="
                + " :since and account > :after order by account limit :limit")
        .param("since", since)
        .param("after", after)
        .param("limit", limit)
        .query((rs, _) -> rs.getLong(1))
        .list();
  }

  /** The first first. */
  List<Long> toMail(long account, long since, int limit) {
    return sql.sql(
            "select id from notice where account = :account and mailed = 1 and seen is null and"
                + " created >= :since order by id limit :limit")
        .param("account", account)
        .param("since", since)
        .param("limit", limit)
        .query((rs, _) -> rs.getLong(1))
        .list();
  }

  /**
   * @param to 0 for not to be mailed, 2 for in a mail
   */
  void mailed(Collection<Long> ids, int to) {
    if (!ids.isEmpty()) {
      sql.sql("update notice set mailed = :to where id in (:ids)")
          .param("to", to)
          .param("ids", ids)
          .update();
    }
  }

  private static Row row(ResultSet rs, int number) throws SQLException {
    long comment = rs.getLong("comment");
    boolean none = rs.wasNull();
    boolean seen = rs.getObject("seen") != null;
    return new Row(
        rs.getLong("id"),
        NoticeKind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(rs.getString("address")).orElse(""),
        rs.getString("title"),
        none ? null : comment,
        rs.getString("actor"),
        rs.getString("text"),
        rs.getString("said"),
        rs.getLong("created"),
        seen);
  }
}

package offprint.server.follow;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code notice} and {@code notice_choice}. */
final class NoticeTable {
  /**
   * Condition that the account of a notice may see the run {@code r} of the comment {@code k}: its
   * own, a public one, or one shared by link on which it commented since the link was made.
   */
  private static final String SEES =
      "(r.owner = n.account or r.visibility = 'public' or r.visibility = 'link' and exists (select"
          + " 1 from comment o where o.run = r.id and o.account = n.account and o.link = r.link))";

  private static final String FROM =
      " from notice n left join comment k on k.id = n.comment left join run r on r.id = k.run ";

  /** Condition that hides notices of comments on runs that the account may not see now. */
  private static final String TOLD = " (r.id is null or n.kind = 'decision' or " + SEES + ") ";

  private static final String SELECT =
      "select n.id, n.kind, coalesce(p.arxiv, p.slug, '') as address, coalesce(p.title, '') as"
          + " title, n.comment, coalesce(a.name, '') as actor, n.text, case when k.state = 'shown'"
          + " and (r.id is null or "
          + SEES
          + ") then k.text else '' end as said, case when "
          + SEES
          + " then r.id end as run, r.method, case when r.owner <> n.account then r.link end as"
          + " link, n.created, n.seen"
          + FROM
          + "left join paper p on p.id = n.paper and not exists (select 1 from hidden_paper h where"
          + " h.paper = p.id) left join account a on a.id = n.actor ";

  private final JdbcClient sql;

  NoticeTable(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * A notice.
   *
   * @param page of its paper or run, "" for none
   * @param title of the paper or name of the run, "" for none
   * @param actor who acted, "" for nobody or a deleted account
   * @param said text of the comment, "" for none or a hidden one
   */
  record Row(
      long id,
      NoticeKind kind,
      String page,
      String title,
      @Nullable Long comment,
      String actor,
      String text,
      String said,
      long createdMillis,
      boolean seen) {}

  /** An event to notify of. */
  record News(
      NoticeKind kind,
      String cause,
      @Nullable Long paper,
      @Nullable Long comment,
      @Nullable Long actor,
      String text) {}

  /** Notifies an account, unless it was notified before or has turned the kind off. */
  void add(long account, News news, long millis) {
    NoticeKind.Way way = choices(account).getOrDefault(news.kind(), news.kind().usual());
    if (way == NoticeKind.Way.OFF) {
      return;
    }
    sql.sql(
            "insert into notice (account, kind, cause, paper, comment, actor, text, created,"
                + " mailed) select a.id, :kind, :cause, :paper, :comment, :actor, :text, :now,"
                + " :mailed from account a where a.id = :account on conflict (account, cause) do"
                + " nothing")
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

  /** Notices older than {@code before}, newest first. */
  List<Row> of(long account, boolean unseenOnly, long before, int limit) {
    return sql.sql(
            SELECT
                + "where n.account = :account and n.id < :before and"
                + TOLD
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
        : sql.sql(SELECT + "where n.id in (:ids) and" + TOLD + "order by n.id")
            .param("ids", ids)
            .query(NoticeTable::row)
            .list();
  }

  /** Number of unread notices, counted up to a limit. */
  int unseen(long account, int most) {
    return sql.sql(
            "select count(*) from (select n.id"
                + FROM
                + "where n.account = :account and n.seen is null and"
                + TOLD
                + "limit :most) as unseen")
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

  /** Accounts with unread notices to be mailed. */
  List<Long> accountsToMail(long since, long after, int limit) {
    return sql.sql(
            "select distinct n.account"
                + FROM
                + "where n.mailed = 1 and n.seen is null and n.created >= :since and n.account >"
                + " :after and"
                + TOLD
                + "order by n.account limit :limit")
        .param("since", since)
        .param("after", after)
        .param("limit", limit)
        .query((rs, _) -> rs.getLong(1))
        .list();
  }

  /** The first first. */
  List<Long> toMail(long account, long since, int limit) {
    return sql.sql(
            "select n.id"
                + FROM
                + "where n.account = :account and n.mailed = 1 and n.seen is null and n.created >="
                + " :since and"
                + TOLD
                + "order by n.id limit :limit")
        .param("account", account)
        .param("since", since)
        .param("limit", limit)
        .query((rs, _) -> rs.getLong(1))
        .list();
  }

  /**
   * @param to 0 for not to be mailed, 2 for mailed
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
        page(rs),
        rs.getLong("run") == 0 ? rs.getString("title") : run(rs),
        none ? null : comment,
        rs.getString("actor"),
        rs.getString("text"),
        rs.getString("said"),
        rs.getLong("created"),
        seen);
  }

  private static String page(ResultSet rs) throws SQLException {
    long run = rs.getLong("run");
    if (run > 0) {
      String word = Objects.requireNonNullElse(rs.getString("link"), "");
      return "/runs/" + run + (word.isEmpty() ? "" : "-" + word);
    }
    String address = rs.getString("address");
    return address.isEmpty() ? "" : "/papers/" + address;
  }

  private static String run(ResultSet rs) throws SQLException {
    return "Run %d, %s".formatted(rs.getLong("run"), rs.getString("method"));
  }
}

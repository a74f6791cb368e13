package offprint.server.follow;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code follow}, and new papers of what is followed. */
final class FollowTable {
  private final JdbcClient sql;

  FollowTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** A paper and when it was published. */
  record Published(long paper, String published) {}

  /** What an account follows, by kind, latest first. */
  List<Followed> of(long account) {
    return sql.sql(
            "select f.kind, f.name, coalesce(p.title, '') as title,"
                + " coalesce(p.arxiv, p.slug, '') as address from follow f"
                + " left join paper p on p.id = f.paper where f.account = :account"
                + " and not exists (select 1 from hidden_paper h where h.paper = f.paper)"
                + " order by f.kind, f.id desc")
        .param("account", account)
        .query(
            (rs, _) -> {
              FollowKind kind = FollowKind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT));
              return new Followed(
                  kind,
                  rs.getString(kind == FollowKind.PAPER ? "title" : "name"),
                  Optional.ofNullable(rs.getString("address")).orElse(""));
            })
        .list();
  }

  boolean has(long account, FollowKind kind, String key) {
    return sql.sql("select id from follow where account = :account and kind = :kind and key = :key")
        .param("account", account)
        .param("kind", kind.word())
        .param("key", key)
        .query(Long.class)
        .optional()
        .isPresent();
  }

  int count(long account, FollowKind kind) {
    return sql.sql("select count(*) from follow where account = :account and kind = :kind")
        .param("account", account)
        .param("kind", kind.word())
        .query(Integer.class)
        .single();
  }

  void add(
      long account, FollowKind kind, String key, String name, @Nullable Long paper, long millis) {
    sql.sql(
            "insert into follow (account, kind, key, name, paper, created)"
                + " values (:account, :kind, :key, :name, :paper, :now)"
                + " on conflict (account, kind, key) do nothing")
        .param("account", account)
        .param("kind", kind.word())
        .param("key", key)
        .param("name", name)
        .param("paper", paper, java.sql.Types.BIGINT)
        .param("now", millis)
        .update();
  }

  void remove(long account, FollowKind kind, String key) {
    sql.sql("delete from follow where account = :account and kind = :kind and key = :key")
        .param("account", account)
        .param("kind", kind.word())
        .param("key", key)
        .update();
  }

  void removeAll(long account) {
    sql.sql("delete from follow where account = :account").param("account", account).update();
  }

  /** Accounts that follow a paper. */
  List<Long> followers(long paper) {
    return sql.sql("select account from follow where kind = 'paper' and paper = :paper")
        .param("paper", paper)
        .query((rs, _) -> rs.getLong(1))
        .list();
  }

  /** One spelling of each followed search. */
  List<String> searches() {
    return sql.sql("select max(name) from follow where kind = 'search' group by key")
        .query((rs, _) -> rs.getString(1))
        .list();
  }

  /** Papers of an author or topic, newest first. */
  List<Published> newest(FollowKind kind, String key, int limit) {
    return sql.sql(
            "select paper, published from %s where key = :key order by published desc, paper desc"
                    .formatted(kind == FollowKind.AUTHOR ? "paper_author" : "paper_topic")
                + " limit :limit")
        .param("key", key)
        .param("limit", limit)
        .query((rs, _) -> new Published(rs.getLong("paper"), rs.getString("published")))
        .list();
  }
}

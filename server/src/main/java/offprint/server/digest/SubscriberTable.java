package offprint.server.digest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import offprint.server.mail.EmailAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of subscribers and of the papers each was sent. */
final class SubscriberTable {
  private static final String COLUMNS =
      "id, address, state, rhythm, weekday, hour, zone, wishes, due, newest_paper, account";

  private final JdbcClient sql;

  SubscriberTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** Requests of mails with links for an address: time of the last one, and how many that day. */
  record Letters(long asked, int count) {}

  Optional<Subscriber> find(long id) {
    return sql.sql("select " + COLUMNS + " from subscriber where id = :id")
        .param("id", id)
        .query(SubscriberTable::subscriber)
        .optional();
  }

  Optional<Subscriber> find(EmailAddress address) {
    return sql.sql("select " + COLUMNS + " from subscriber where key = :key")
        .param("key", address.key())
        .query(SubscriberTable::subscriber)
        .optional();
  }

  /** The subscriber connected with an account. */
  Optional<Subscriber> ofAccount(long account) {
    return sql.sql("select " + COLUMNS + " from subscriber where account = :account")
        .param("account", account)
        .query(SubscriberTable::subscriber)
        .optional();
  }

  /**
   * Connects a subscriber with an account, which has at most one.
   *
   * @param account null to disconnect
   */
  void connect(long id, @Nullable Long account) {
    if (account != null) {
      sql.sql("update subscriber set account = null where account = :account and id <> :id")
          .param("account", account)
          .param("id", id)
          .update();
    }
    sql.sql("update subscriber set account = :account where id = :id")
        .param("account", account, java.sql.Types.BIGINT)
        .param("id", id)
        .update();
  }

  boolean isTurn(long id, long now) {
    return sql.sql("select id from subscriber where id = :id and notices_due <= :now")
        .param("id", id)
        .param("now", now)
        .query(Long.class)
        .optional()
        .isPresent();
  }

  /**
   * Claims the right to mail notices.
   *
   * @return false if it is too early, or another has just taken it
   */
  boolean takeTurn(long id, long now, long next) {
    return sql.sql(
                "update subscriber set notices_due = :next where id = :id and notices_due <= :now"
                    + " and state = 'active'")
            .param("next", next)
            .param("id", id)
            .param("now", now)
            .update()
        == 1;
  }

  /** Adds an address; does nothing if it exists. */
  void add(EmailAddress address, Schedule schedule, DigestPreferences digestPreferences) {
    sql.sql(
            """
            insert into subscriber (address, key, state, rhythm, weekday, hour, zone, wishes, asked,
              letters, newest_paper)
            values (:address, :key, 'asked', :rhythm, :weekday, :hour, :zone, :wishes, 0, 0, 0)
            on conflict (key) do nothing\
            """)
        .param("address", address.text())
        .param("key", address.key())
        .param("rhythm", schedule.rhythm().word())
        .param("weekday", schedule.weekday().getValue())
        .param("hour", schedule.hour())
        .param("zone", schedule.zone().getId())
        .param("wishes", digestPreferences.json())
        .update();
  }

  void change(long id, Schedule schedule, DigestPreferences digestPreferences) {
    sql.sql(
            """
            update subscriber set rhythm = :rhythm, weekday = :weekday, hour = :hour, zone = :zone,
              wishes = :wishes where id = :id\
            """)
        .param("id", id)
        .param("rhythm", schedule.rhythm().word())
        .param("weekday", schedule.weekday().getValue())
        .param("hour", schedule.hour())
        .param("zone", schedule.zone().getId())
        .param("wishes", digestPreferences.json())
        .update();
  }

  Letters letters(long id) {
    return sql.sql("select asked, letters from subscriber where id = :id")
        .param("id", id)
        .query((rs, _) -> new Letters(rs.getLong("asked"), rs.getInt("letters")))
        .single();
  }

  /**
   * Records the request of a mail with a link.
   *
   * @return false if another request was recorded since {@code before}
   */
  boolean noteLetter(long id, Letters before, Letters now) {
    return sql.sql(
                "update subscriber set asked = :asked, letters = :letters where id = :id and asked"
                    + " = :before")
            .param("id", id)
            .param("asked", now.asked())
            .param("letters", now.count())
            .param("before", before.asked())
            .update()
        == 1;
  }

  void activate(long id, long now, Instant due, long newestPaper) {
    sql.sql(
            """
            update subscriber set state = 'active', confirmed = :now, due = :due,
              newest_paper = :newest where id = :id\
            """)
        .param("id", id)
        .param("now", now)
        .param("due", due.toEpochMilli())
        .param("newest", newestPaper)
        .update();
  }

  void setDue(long id, Instant due) {
    sql.sql("update subscriber set due = :due where id = :id and state = 'active'")
        .param("id", id)
        .param("due", due.toEpochMilli())
        .update();
  }

  /** Deletes a subscriber and all its data. */
  boolean delete(long id) {
    return sql.sql("delete from subscriber where id = :id").param("id", id).update() == 1;
  }

  /** Deletes addresses that were never confirmed. */
  void deleteUnconfirmed(long askedBefore) {
    sql.sql("delete from subscriber where state = 'asked' and asked < :before")
        .param("before", askedBefore)
        .update();
  }

  List<Subscriber> due(long now, int limit) {
    return sql.sql(
            "select "
                + COLUMNS
                + " from subscriber where state = 'active' and due <= :now order by due, id limit"
                + " :limit")
        .param("now", now)
        .param("limit", limit)
        .query(SubscriberTable::subscriber)
        .list();
  }

  /**
   * Sets the next due time.
   *
   * @return false if another process has done so, or the subscriber left
   */
  boolean advance(long id, Instant due, Instant next, long newestPaper) {
    return sql.sql(
                """
                update subscriber set due = :next,
                  newest_paper = case when newest_paper < :newest then :newest else newest_paper end
                where id = :id and due = :due and state = 'active'\
                """)
            .param("id", id)
            .param("due", due.toEpochMilli())
            .param("next", next.toEpochMilli())
            .param("newest", newestPaper)
            .update()
        == 1;
  }

  /** Suspends an address until it is confirmed again. */
  void suspend(long id) {
    sql.sql("update subscriber set state = 'suspended', due = null where id = :id")
        .param("id", id)
        .update();
  }

  /** Papers sent to each of the given subscribers. */
  Map<Long, PaperSet> mailed(Collection<Long> subscribers) {
    Map<Long, PaperSet> mailed = new HashMap<>();
    if (!subscribers.isEmpty()) {
      sql.sql("select subscriber, papers from mailed_papers where subscriber in (:subscribers)")
          .param("subscribers", subscribers)
          .query(
              rs -> {
                mailed.put(rs.getLong("subscriber"), PaperSet.unpack(rs.getBytes("papers")));
              });
    }
    return mailed;
  }

  void putMailed(long subscriber, PaperSet papers) {
    sql.sql(
            """
            insert into mailed_papers (subscriber, papers) values (:subscriber, :papers)
            on conflict (subscriber) do update set papers = excluded.papers\
            """)
        .param("subscriber", subscriber)
        .param("papers", papers.pack())
        .update();
  }

  Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    sql.sql("select state, count(*) as subscribers from subscriber group by state")
        .query(
            rs -> {
              counts.put(rs.getString("state"), rs.getLong("subscribers"));
            });
    return counts;
  }

  private static Subscriber subscriber(ResultSet rs, int row) throws SQLException {
    long due = rs.getLong("due");
    boolean none = rs.wasNull();
    long account = rs.getLong("account");
    boolean nobodys = rs.wasNull();
    return new Subscriber(
        rs.getLong("id"),
        new EmailAddress(rs.getString("address")),
        Subscriber.State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
        new Schedule(
            Schedule.Rhythm.valueOf(rs.getString("rhythm").toUpperCase(Locale.ROOT)),
            DayOfWeek.of(rs.getInt("weekday")),
            rs.getInt("hour"),
            ZoneId.of(rs.getString("zone"))),
        DigestPreferences.parse(rs.getString("wishes")),
        none ? null : Instant.ofEpochMilli(due),
        rs.getLong("newest_paper"),
        nobodys ? null : account);
  }
}

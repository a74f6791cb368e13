package offprint.server.digest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Mails on their way: queued, claimed by a sender, ending (about to write the line that ends it),
 * ended (written), then sent or failed.
 */
final class MailTable {
  private static final String COLUMNS =
      "id, subscriber, kind, slot, message_id, sections, created, tries";

  private final JdbcClient sql;

  MailTable(JdbcClient sql) {
    this.sql = sql;
  }

  /** Puts a mail into the queue, unless there is one of this kind for this slot. */
  boolean add(
      long subscriber, Mail.Kind kind, String slot, String messageId, String sections, long now) {
    return sql.sql(
                """
                insert into mail (subscriber, kind, slot, message_id, sections, state, presumed,
                  fault, created, next_try, tries, answer)
                values (:subscriber, :kind, :slot, :messageId, :sections, 'queued', 0, 0, :now, :now, 0,
                  '')
                on conflict (subscriber, kind, slot) do nothing\
                """)
            .param("subscriber", subscriber)
            .param("kind", kind.word())
            .param("slot", slot)
            .param("messageId", messageId)
            .param("sections", sections)
            .param("now", now)
            .update()
        == 1;
  }

  boolean has(long subscriber, Mail.Kind kind, String slot) {
    return sql.sql(
                "select count(*) from mail where subscriber = :subscriber and kind = :kind and slot"
                    + " = :slot")
            .param("subscriber", subscriber)
            .param("kind", kind.word())
            .param("slot", slot)
            .query(Long.class)
            .single()
        > 0;
  }

  Optional<Mail> find(long id) {
    return sql.sql("select " + COLUMNS + " from mail where id = :id")
        .param("id", id)
        .query(MailTable::mail)
        .optional();
  }

  Optional<Mail> find(String messageId) {
    return sql.sql("select " + COLUMNS + " from mail where message_id = :id")
        .param("id", messageId)
        .query(MailTable::mail)
        .optional();
  }

  /**
   * Records a bounce.
   *
   * @param fault 1 if the address is at fault, else 0
   * @return false if it was recorded before
   */
  boolean returned(long id, int fault, long now, String answer) {
    return sql.sql(
                "update mail set state = 'failed', fault = :fault, finished = :now, answer ="
                    + " :answer where id = :id and state = 'sent'")
            .param("id", id)
            .param("fault", fault)
            .param("now", now)
            .param("answer", answer)
            .update()
        == 1;
  }

  /** Number of an address's last mails that failed because of the address. */
  int faults(long subscriber, int last) {
    return sql.sql(
            """
            select coalesce(sum(fault), 0) from
              (select fault from mail where subscriber = :subscriber and finished is not null
               order by finished desc, id desc limit :last) as lately\
            """)
        .param("subscriber", subscriber)
        .param("last", last)
        .query(Integer.class)
        .single();
  }

  /**
   * Claims due mails: mails with links before digests, oldest first. Each mail is claimed by one
   * process only.
   */
  List<Mail> claim(String node, long now, int limit) {
    return sql.sql(
            """
            update mail set state = 'claimed', node = :node where state = 'queued' and id in
              (select id from mail where state = 'queued' and next_try <= :now
               order by case when kind in ('confirm', 'known') then 0 else 1 end, id limit :limit)
            returning id, subscriber, kind, slot, message_id, sections, created, tries\
            """)
        .param("node", node)
        .param("now", now)
        .param("limit", limit)
        .query(MailTable::mail)
        .list();
  }

  /**
   * Marks a mail as ending, before the line that ends it is sent.
   *
   * @return false if the mail no longer belongs to this sender and must not be completed
   */
  boolean ending(long id, String node) {
    return sql.sql(
                "update mail set state = 'ending' where id = :id and node = :node and state ="
                    + " 'claimed'")
            .param("id", id)
            .param("node", node)
            .update()
        == 1;
  }

  void ended(long id, String node) {
    sql.sql("update mail set state = 'ended' where id = :id and node = :node and state = 'ending'")
        .param("id", id)
        .param("node", node)
        .update();
  }

  /** Marks a mail as sent, whoever claims the row by now. */
  void sent(long id, long now, String answer) {
    sql.sql(
            "update mail set state = 'sent', presumed = 0, finished = :now, answer = :answer, node"
                + " = null where id = :id")
        .param("id", id)
        .param("now", now)
        .param("answer", answer)
        .update();
  }

  /**
   * @param fault 1 if the address is at fault, else 0
   */
  void failed(long id, String node, int fault, long now, String answer) {
    sql.sql(
            "update mail set state = 'failed', fault = :fault, finished = :now, answer = :answer,"
                + " node = null where id = :id and node = :node")
        .param("id", id)
        .param("fault", fault)
        .param("node", node)
        .param("now", now)
        .param("answer", answer)
        .update();
  }

  /**
   * Returns a mail to the queue.
   *
   * @param counted 1 if the attempt counts, else 0
   */
  void later(long id, String node, long nextTry, int counted, String answer) {
    sql.sql(
            """
            update mail set state = 'queued', node = null, next_try = :next, tries = tries + :counted,
              answer = :answer where id = :id and node = :node\
            """)
        .param("id", id)
        .param("node", node)
        .param("next", nextTry)
        .param("counted", counted)
        .param("answer", answer)
        .update();
  }

  /**
   * Settles the mails of a dead sender. A mail whose last line had gone out counts as sent if the
   * machine is still up, because its network stack has delivered that line; all others go back into
   * the queue.
   */
  void settle(String node, boolean sameMachine, long now) {
    if (sameMachine) {
      sql.sql(
              """
              update mail set state = 'sent', presumed = 1, finished = :now, node = null,
                answer = 'the sender ended before it read the answer'
              where node = :node and state = 'ended'\
              """)
          .param("node", node)
          .param("now", now)
          .update();
    }
    giveBack(node);
    sql.sql("delete from mail_node where node = :node").param("node", node).update();
  }

  /** Returns all mails claimed by a sender to the queue. */
  void giveBack(String node) {
    sql.sql("update mail set state = 'queued', node = null where node = :node")
        .param("node", node)
        .update();
  }

  void beat(String node, String boot, long now) {
    sql.sql(
            """
            insert into mail_node (node, boot, beat) values (:node, :boot, :now)
            on conflict (node) do update set beat = excluded.beat\
            """)
        .param("node", node)
        .param("boot", boot)
        .param("now", now)
        .update();
  }

  /** Senders without heartbeat since a time, with the boot identifier of their machine. */
  Map<String, String> silent(long since) {
    Map<String, String> nodes = new HashMap<>();
    sql.sql("select node, boot from mail_node where beat < :since")
        .param("since", since)
        .query(
            rs -> {
              nodes.put(rs.getString("node"), rs.getString("boot"));
            });
    return nodes;
  }

  void deleteFinished(long before) {
    sql.sql("delete from mail where state in ('sent', 'failed') and finished < :before")
        .param("before", before)
        .update();
  }

  Map<String, Long> counts(long finishedSince) {
    Map<String, Long> counts = new HashMap<>();
    sql.sql(
            """
            select case when presumed = 1 then 'presumed' else state end as state, count(*) as mails
            from mail where finished is null or finished >= :since
            group by case when presumed = 1 then 'presumed' else state end\
            """)
        .param("since", finishedSince)
        .query(
            rs -> {
              counts.put(rs.getString("state"), rs.getLong("mails"));
            });
    return counts;
  }

  private static Mail mail(ResultSet rs, int row) throws SQLException {
    return new Mail(
        rs.getLong("id"),
        rs.getLong("subscriber"),
        Mail.Kind.valueOf(rs.getString("kind").toUpperCase(Locale.ROOT)),
        rs.getString("slot"),
        rs.getString("message_id"),
        Section.parse(rs.getString("sections")),
        rs.getLong("created"),
        rs.getInt("tries"));
  }
}

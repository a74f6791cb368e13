package offprint.server.digest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import offprint.server.home.Home;
import offprint.server.mail.EmailAddress;
import offprint.server.mail.MailConfig;
import offprint.server.mail.MessageIds;
import offprint.server.paper.Papers;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Subscriptions. Anybody may ask for any address; the answer goes to that address only, so that
 * nobody learns here whether it is subscribed.
 */
@Component
public final class Subscriptions {
  private static final Duration BETWEEN_LETTERS = Duration.ofMinutes(10);
  private static final int LETTERS_A_DAY = 3;
  private static final DigestPreferences NOTICES_ONLY =
      new DigestPreferences(false, List.of(), List.of(), List.of(), false, false, true);

  private final SubscriberTable table;
  private final MailTable mails;
  private final TransactionTemplate transaction;
  private final Papers papers;
  private final Links links;
  private final MessageIds messageIds;
  private final Clock clock;

  @Autowired
  Subscriptions(Home home, Papers papers, Links links, MailConfig config) {
    this(home, papers, links, config, Clock.systemUTC());
  }

  Subscriptions(Home home, Papers papers, Links links, MailConfig config, Clock clock) {
    JdbcClient sql = JdbcClient.create(home.dataSource());
    this.table = new SubscriberTable(sql);
    this.mails = new MailTable(sql);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
    this.papers = papers;
    this.links = links;
    this.messageIds = new MessageIds(config.from().substring(config.from().lastIndexOf('@') + 1));
    this.clock = clock;
  }

  /**
   * Requests a subscription: queues a mail with a confirmation link, unless one was queued just
   * now.
   */
  public void ask(EmailAddress address, Schedule schedule, DigestPreferences digestPreferences) {
    transaction.executeWithoutResult(
        _ -> {
          table.add(address, schedule, digestPreferences);
          Subscriber known = table.find(address).orElseThrow();
          if (known.state() == Subscriber.State.ASKED) {
            table.change(known.id(), schedule, digestPreferences);
          }
          if (mayWrite(known.id())) {
            boolean active = known.state() == Subscriber.State.ACTIVE;
            Instant now = clock.instant();
            mails.add(
                known.id(),
                active ? Mail.Kind.KNOWN : Mail.Kind.CONFIRM,
                now.toString(),
                messageIds.next(),
                "[]",
                now.toEpochMilli());
          }
        });
  }

  private boolean mayWrite(long id) {
    long now = clock.millis();
    SubscriberTable.Letters before = table.letters(id);
    long since = now - before.asked();
    boolean sameDay = since < Duration.ofDays(1).toMillis();
    if (since < BETWEEN_LETTERS.toMillis() || (sameDay && before.count() >= LETTERS_A_DAY)) {
      return false;
    }
    int count = sameDay ? before.count() + 1 : 1;
    return table.noteLetter(id, before, new SubscriberTable.Letters(now, count));
  }

  /** The subscriber whose address a link confirms; changes nothing. */
  public Optional<Subscriber> confirming(String word) {
    return links.confirmed(word, clock.millis()).flatMap(table::find);
  }

  /** Confirms an address; repeating it changes nothing. */
  public Optional<Subscriber> confirm(String word) {
    return transaction.execute(
        _ -> {
          Optional<Subscriber> asked = confirming(word);
          asked
              .filter(subscriber -> subscriber.state() != Subscriber.State.ACTIVE)
              .ifPresent(this::activate);
          return asked;
        });
  }

  private void activate(Subscriber subscriber) {
    Instant now = clock.instant();
    table.activate(
        subscriber.id(), now.toEpochMilli(), subscriber.schedule().nextDue(now), papers.last());
  }

  /** The subscriber that a signed link belongs to. */
  public Optional<Subscriber> find(LinkSigner.Purpose purpose, String word) {
    OptionalLong id = links.subscriber(purpose, word);
    return id.isPresent() ? table.find(id.getAsLong()) : Optional.empty();
  }

  public void change(
      Subscriber subscriber, Schedule schedule, DigestPreferences digestPreferences) {
    transaction.executeWithoutResult(
        _ -> {
          table.change(subscriber.id(), schedule, digestPreferences);
          if (!schedule.equals(subscriber.schedule())) {
            table.setDue(subscriber.id(), schedule.nextDue(clock.instant()));
          }
        });
  }

  /**
   * Connects a subscription with an account; the caller has proved to hold a link of the address
   * and a session of the account.
   *
   * @param account null for nobody's
   */
  public void connect(Subscriber subscriber, @Nullable Long account) {
    transaction.executeWithoutResult(_ -> table.connect(subscriber.id(), account));
  }

  /** Stops notices by mail; a subscription for nothing else is deleted. */
  public void quiet(Subscriber subscriber) {
    DigestPreferences digestPreferences = subscriber.wishes();
    DigestPreferences rest =
        digestPreferences.withPersonal(
            digestPreferences.forYou(), digestPreferences.following(), false);
    if (rest.isEmpty()) {
      table.delete(subscriber.id());
    } else {
      table.change(subscriber.id(), subscriber.schedule(), rest);
    }
  }

  /**
   * Sends an account's notices to its confirmed address. Other mail to that address is unchanged; a
   * suspended address gets none.
   */
  public void sendNotices(EmailAddress address, long account) {
    transaction.executeWithoutResult(
        _ -> {
          table.add(address, Schedule.DEFAULT, NOTICES_ONLY);
          Subscriber to = table.find(address).orElseThrow();
          if (to.state() == Subscriber.State.SUSPENDED) {
            throw Problem.conflict(
                "%s has refused mail several times: ask for mail at /subscribe".formatted(address));
          }
          DigestPreferences digestPreferences =
              to.state() == Subscriber.State.ASKED
                  ? NOTICES_ONLY // preferences of an unconfirmed request may come from a stranger
                  : to.wishes().withPersonal(to.wishes().forYou(), to.wishes().following(), true);
          table.change(to.id(), to.schedule(), digestPreferences);
          if (to.state() == Subscriber.State.ASKED) {
            activate(to);
          }
          table.connect(to.id(), account);
        });
  }

  /** Deletes the address and the record of what was sent to it. */
  public void leave(Subscriber subscriber) {
    table.delete(subscriber.id());
  }

  /** The mail that a link opens in a browser. */
  public Optional<Mail> mail(String word) {
    OptionalLong id = links.mail(word);
    return id.isPresent() ? mails.find(id.getAsLong()) : Optional.empty();
  }
}

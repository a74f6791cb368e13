package offprint.server.digest;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import offprint.server.follow.Notices;
import offprint.server.mail.DeliveryStep;
import offprint.server.mail.MessageIds;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts notices into mails, at most one an hour per address. Notices are marked as mailed in the
 * transaction that queues the mail.
 */
final class NoticePreparation {
  static final Duration BETWEEN = Duration.ofHours(1);
  private static final int BATCH = 200;

  private final SubscriberTable subscribers;
  private final MailTable mails;
  private final Notices notices;
  private final TransactionTemplate transaction;
  private final MessageIds messageIds;
  private final Clock clock;
  private final DeliveryStep.Watch watch;

  NoticePreparation(
      SubscriberTable subscribers,
      MailTable mails,
      Notices notices,
      TransactionTemplate transaction,
      MessageIds messageIds,
      Clock clock,
      DeliveryStep.Watch watch) {
    this.subscribers = subscribers;
    this.mails = mails;
    this.notices = notices;
    this.transaction = transaction;
    this.messageIds = messageIds;
    this.clock = clock;
    this.watch = watch;
  }

  /**
   * Prepares due mails.
   *
   * @return how many
   */
  int prepare() {
    int prepared = 0;
    long after = 0;
    for (List<Long> accounts = notices.accountsToMail(after, BATCH);
        !accounts.isEmpty();
        accounts = notices.accountsToMail(after, BATCH)) {
      for (long account : accounts) {
        prepared += prepare(account) ? 1 : 0;
        after = account;
      }
    }
    return prepared;
  }

  private boolean prepare(long account) {
    Optional<Subscriber> found = subscribers.ofAccount(account);
    if (found.isEmpty()
        || found.get().state() != Subscriber.State.ACTIVE
        || !found.get().wishes().notices()) {
      notices.notForMail(notices.toMail(account));
      return false;
    }
    Subscriber to = found.get();
    if (!subscribers.isTurn(to.id(), clock.millis())) {
      return false;
    }
    boolean made =
        Boolean.TRUE.equals(transaction.execute(_ -> write(to, account, clock.millis())));
    if (made) {
      watch.at(DeliveryStep.PREPARED, 0);
    }
    return made;
  }

  private boolean write(Subscriber to, long account, long now) {
    if (!subscribers.takeTurn(to.id(), now, now + BETWEEN.toMillis())) {
      return false;
    }
    List<Long> ids =
        notices.toMail(account); // only the process that took the turn reads the notices
    String sections = Section.json(List.of(new Section(Section.Kind.NOTICES, "", ids, 0)));
    boolean made =
        mails.add(
            to.id(),
            Mail.Kind.NOTICES,
            clock.instant().toString(),
            messageIds.next(),
            sections,
            now);
    notices.inMail(ids);
    watch.at(DeliveryStep.PREPARING, 0);
    return made;
  }
}

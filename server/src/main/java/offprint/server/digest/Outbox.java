package offprint.server.digest;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.support.TransactionTemplate;

/** The queue of mails for senders: each step of a mail is recorded before the next. */
final class Outbox {
  private static final int REFUSALS = 3;
  private static final Duration SILENT = Duration.ofMinutes(2);

  private final MailTable mails;
  private final SubscriberTable subscribers;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Outbox(
      MailTable mails, SubscriberTable subscribers, TransactionTemplate transaction, Clock clock) {
    this.mails = mails;
    this.subscribers = subscribers;
    this.transaction = transaction;
    this.clock = clock;
  }

  List<Mail> claim(SenderNode senderNode, int limit) {
    return mails.claim(senderNode.name(), clock.millis(), limit);
  }

  void beat(SenderNode senderNode) {
    mails.beat(senderNode.name(), senderNode.boot(), clock.millis());
  }

  /**
   * Settles the mails of senders without heartbeat for two minutes.
   *
   * @param mine senders of this process
   * @param alone whether all other senders must be dead because only one process may use the tables
   */
  void settleDead(List<SenderNode> mine, boolean alone) {
    long now = clock.millis();
    Map<String, String> silent = mails.silent(alone ? Long.MAX_VALUE : now - SILENT.toMillis());
    silent.forEach(
        (name, boot) -> {
          if (mine.stream().noneMatch(senderNode -> senderNode.name().equals(name))) {
            boolean here = mine.stream().anyMatch(senderNode -> senderNode.isOfSameMachine(boot));
            transaction.executeWithoutResult(_ -> mails.settle(name, here, now));
          }
        });
  }

  /** Returns to the queue what a live sender has claimed and not completed. */
  void leave(SenderNode senderNode) {
    mails.giveBack(senderNode.name());
  }

  boolean mayEnd(Mail mail, SenderNode senderNode) {
    return mails.ending(mail.id(), senderNode.name());
  }

  void ended(Mail mail, SenderNode senderNode) {
    mails.ended(mail.id(), senderNode.name());
  }

  void sent(Mail mail, String answer) {
    mails.sent(mail.id(), clock.millis(), answer);
  }

  /**
   * Records a permanent refusal. Its papers count as not sent. An address whose last {@value
   * #REFUSALS} mails failed because of it is suspended.
   */
  void refused(Mail mail, SenderNode senderNode, String answer, boolean address) {
    transaction.executeWithoutResult(
        _ -> {
          mails.failed(mail.id(), senderNode.name(), address ? 1 : 0, clock.millis(), answer);
          takeBack(mail);
          suspendIfRefusing(mail.subscriber());
        });
  }

  /**
   * Records a bounce. Its papers count as sent, since the mail may have been read before.
   *
   * @return false if the bounce was recorded before
   */
  boolean returned(Mail mail, String answer, boolean address) {
    return Boolean.TRUE.equals(
        transaction.execute(
            _ -> {
              boolean first = mails.returned(mail.id(), address ? 1 : 0, clock.millis(), answer);
              suspendIfRefusing(mail.subscriber());
              return first;
            }));
  }

  private void suspendIfRefusing(long subscriber) {
    if (mails.faults(subscriber, REFUSALS) >= REFUSALS) {
      subscribers.suspend(subscriber);
    }
  }

  private void takeBack(Mail mail) {
    List<Long> papers = mail.papers();
    PaperSet mailed = subscribers.mailed(List.of(mail.subscriber())).get(mail.subscriber());
    if (mailed != null && !papers.isEmpty()) {
      mailed.removeAll(papers);
      subscribers.putMailed(mail.subscriber(), mailed);
    }
  }

  /** Records a temporary refusal; the mail is retried for four days. */
  void postponed(Mail mail, SenderNode senderNode, String answer) {
    long now = clock.millis();
    if (mail.isTooOld(now)) {
      refused(mail, senderNode, "given up after four days: " + answer, false);
    } else {
      mails.later(mail.id(), senderNode.name(), mail.nextTry(now), 1, answer);
    }
  }

  /** Returns the mail to the queue until the server can be reached. */
  void waiting(Mail mail, SenderNode senderNode, String answer) {
    mails.later(mail.id(), senderNode.name(), clock.millis(), 0, answer);
  }
}

package offprint.server.digest;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import offprint.server.mail.DeliveryStep;
import offprint.server.mail.MessageIds;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Queues the mails that are due. Selection, record of what was sent and next due time are written
 * in one transaction, so that a kill loses all of it or nothing.
 */
final class Preparation {
  static final int BATCH = 100;

  private final SubscriberTable subscribers;
  private final MailTable mails;
  private final Editions editions;
  private final InterestSource interestSource;
  private final TransactionTemplate transaction;
  private final MessageIds messageIds;
  private final Clock clock;
  private final DeliveryStep.Watch watch;

  Preparation(
      SubscriberTable subscribers,
      MailTable mails,
      Editions editions,
      InterestSource interestSource,
      TransactionTemplate transaction,
      MessageIds messageIds,
      Clock clock,
      DeliveryStep.Watch watch) {
    this.subscribers = subscribers;
    this.mails = mails;
    this.editions = editions;
    this.interestSource = interestSource;
    this.transaction = transaction;
    this.messageIds = messageIds;
    this.clock = clock;
    this.watch = watch;
  }

  /** Selection for one subscriber. */
  private record Chosen(Subscriber to, List<Section> sections, PaperSet mailed) {}

  /**
   * Prepares some of the mails that are due.
   *
   * @param upTo greatest row number of a paper considered
   * @return number of subscribers considered, 0 if no mail is due
   */
  int prepare(long upTo) {
    Instant now = clock.instant();
    List<Subscriber> due = subscribers.due(now.toEpochMilli(), BATCH);
    if (due.isEmpty()) {
      return 0;
    }
    long after = due.stream().mapToLong(Subscriber::newestPaper).min().orElse(0);
    Edition edition = editions.at(now, Math.min(after, upTo), upTo);
    Map<Long, PaperSet> mailed = subscribers.mailed(due.stream().map(Subscriber::id).toList());
    List<Chosen> chosen =
        due.stream()
            .map(
                to -> {
                  PaperSet before = mailed.getOrDefault(to.id(), new PaperSet());
                  return new Chosen(to, edition.choose(to, interestSource.of(to), before), before);
                })
            .toList();
    transaction.executeWithoutResult(
        _ -> {
          chosen.forEach(choice -> write(choice, now, upTo));
          watch.at(DeliveryStep.PREPARING, 0);
        });
    watch.at(DeliveryStep.PREPARED, 0);
    return due.size();
  }

  private void write(Chosen choice, Instant now, long upTo) {
    Subscriber to = choice.to();
    Schedule schedule = to.schedule();
    Mail.Kind kind =
        schedule.rhythm() == Schedule.Rhythm.DAILY ? Mail.Kind.DAILY : Mail.Kind.WEEKLY;
    String slot = schedule.lastDay(now).toString();
    boolean had = mails.has(to.id(), kind, slot);
    boolean mine =
        subscribers.advance(
            to.id(),
            Objects.requireNonNull(to.due()),
            schedule.nextDue(now),
            had ? to.newestPaper() : upTo);
    if (!mine || had || choice.sections().isEmpty()) {
      return;
    }
    String sections = Section.json(choice.sections());
    if (mails.add(to.id(), kind, slot, messageIds.next(), sections, now.toEpochMilli())) {
      choice.sections().forEach(section -> choice.mailed().addAll(section.papers()));
      subscribers.putMailed(to.id(), choice.mailed());
    }
  }
}

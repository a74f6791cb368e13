package offprint.server.digest;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import offprint.server.feed.Trending;
import offprint.server.follow.Notices;
import offprint.server.home.Dialect;
import offprint.server.home.Home;
import offprint.server.mail.DeliveryStep;
import offprint.server.mail.EmailAddress;
import offprint.server.mail.MailConfig;
import offprint.server.mail.MessageIds;
import offprint.server.mail.MimeMessages;
import offprint.server.paper.Papers;
import offprint.server.search.Search;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Prepares and sends due mails on threads of its own, where mail is configured. */
@Component
public final class Digest implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Digest.class);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration KEPT = Duration.ofDays(90);
  private static final Duration UNCONFIRMED = Duration.ofDays(7);
  private static final long PAUSE_MILLIS = 2_000;
  private static final long BEAT_NANOS = Duration.ofSeconds(20).toNanos();
  private static final long NOTICES_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long TIDY_NANOS = Duration.ofHours(1).toNanos();
  private static final Duration FAREWELL = Duration.ofSeconds(15);

  private final Home home;
  private final Papers papers;
  private final Trending trending;
  private final Search search;
  private final MailConfig config;
  private final LetterWriter writer;
  private final Links links;
  private final InterestSource interestSource;
  private final Notices notices;
  private final SubscriberTable subscribers;
  private final MailTable mails;
  private final LinkTable linkTable;
  private final Clock clock = Clock.systemUTC();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Watermark watermark = new Watermark();
  private final List<MailDelivery> postmen = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private long beatAt;
  private long tidiedAt;
  private long noticesAt = System.nanoTime();
  private volatile boolean running;

  Digest(
      Home home,
      Papers papers,
      Trending trending,
      Search search,
      MailConfig config,
      LetterWriter writer,
      Links links,
      InterestSource interestSource,
      Notices notices) {
    this.interestSource = interestSource;
    this.notices = notices;
    this.home = home;
    this.papers = papers;
    this.trending = trending;
    this.search = search;
    this.config = config;
    this.writer = writer;
    this.links = links;
    JdbcClient sql = JdbcClient.create(home.dataSource());
    this.subscribers = new SubscriberTable(sql);
    this.mails = new MailTable(sql);
    this.linkTable = new LinkTable(sql);
  }

  /**
   * Statistics of the mail.
   *
   * @param on false while no mail server is set
   * @param active addresses that get mail
   * @param asked addresses that have not confirmed yet
   * @param suspended addresses that refused mail for good
   * @param queued mails on their way
   * @param sent in the last 24 hours, those presumed included
   * @param presumed of them, those whose answer a killed process did not read
   * @param failed in the last 24 hours
   */
  public record Standing(
      boolean on,
      long active,
      long asked,
      long suspended,
      long queued,
      long sent,
      long presumed,
      long failed) {}

  public Standing standing() {
    var people = subscribers.counts();
    var counts = mails.counts(clock.millis() - DAY.toMillis());
    long queued = 0;
    for (String state : List.of("queued", "claimed", "ending", "ended")) {
      queued += counts.getOrDefault(state, 0L);
    }
    long presumed = counts.getOrDefault("presumed", 0L);
    return new Standing(
        config.isOn(),
        people.getOrDefault("active", 0L),
        people.getOrDefault("asked", 0L),
        people.getOrDefault("suspended", 0L),
        queued,
        counts.getOrDefault("sent", 0L) + presumed,
        presumed,
        counts.getOrDefault("failed", 0L));
  }

  @Override
  public void start() {
    MailConfig.Smtp server = config.smtp();
    if (!config.isOn() || server == null) {
      return;
    }
    TransactionTemplate transaction =
        new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
    Outbox outbox = new Outbox(mails, subscribers, transaction, clock);
    EmailAddress sender = EmailAddress.parse("mail-from", config.from());
    MessageComposer messageComposer =
        new MessageComposer(writer, links, new MimeMessages(config), clock, notices::withIds);
    Throttle throttle = new Throttle(config.perMinute(), System::nanoTime);
    Preparation preparation =
        new Preparation(
            subscribers,
            mails,
            new Editions(
                new NewPaperTable(JdbcClient.create(home.dataSource())),
                trending,
                papers,
                this::answer),
            interestSource,
            transaction,
            new MessageIds(sender.domain()),
            clock,
            DeliveryStep.Watch.NONE);
    for (int i = 0; i < config.connections(); i++) {
      MailDelivery mailDelivery =
          new MailDelivery(
              outbox,
              subscribers,
              messageComposer,
              server,
              sender,
              throttle,
              DeliveryStep.Watch.NONE);
      postmen.add(mailDelivery);
      threads.add(new Thread(mailDelivery, "mail " + (i + 1)));
    }
    NoticePreparation noticePreparation =
        new NoticePreparation(
            subscribers,
            mails,
            notices,
            transaction,
            new MessageIds(sender.domain()),
            clock,
            DeliveryStep.Watch.NONE);
    beat(outbox);
    if (home.dialect() == Dialect.SQLITE) {
      outbox.settleDead(postmen.stream().map(MailDelivery::node).toList(), true);
    }
    threads.add(new Thread(() -> run(outbox, preparation, noticePreparation), "digest"));
    threads.forEach(Thread::start);
    running = true;
  }

  private List<Long> answer(String question) {
    return search.newest(question, Editions.ANSWERS).hits().stream()
        .map(Search.Hit::paper)
        .toList();
  }

  private void run(Outbox outbox, Preparation preparation, NoticePreparation noticePreparation) {
    while (stopping.getCount() > 0) {
      try {
        if (System.nanoTime() - beatAt > BEAT_NANOS) {
          beat(outbox);
          outbox.settleDead(postmen.stream().map(MailDelivery::node).toList(), false);
        }
        if (System.nanoTime() - tidiedAt > TIDY_NANOS || tidiedAt == 0) {
          tidy();
        }
        if (System.nanoTime() - noticesAt > NOTICES_NANOS) {
          noticePreparation.prepare();
          noticesAt = System.nanoTime();
        }
        if (!search.isComplete() || prepare(preparation) == 0) {
          rest();
        }
      } catch (RuntimeException e) {
        LOG.error("mails are not prepared", e);
        rest();
      }
    }
  }

  private int prepare(Preparation preparation) {
    return preparation.prepare(watermark.upTo(clock.instant(), papers.last()));
  }

  private void beat(Outbox outbox) {
    postmen.forEach(mailDelivery -> outbox.beat(mailDelivery.node()));
    beatAt = System.nanoTime();
  }

  private void tidy() {
    long now = clock.millis();
    linkTable.deleteConfirmations(now);
    subscribers.deleteUnconfirmed(now - UNCONFIRMED.toMillis());
    mails.deleteFinished(now - KEPT.toMillis());
    tidiedAt = System.nanoTime();
  }

  private void rest() {
    try {
      boolean _ = stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      stopping.countDown();
    }
  }

  /** Completes the mails being sent, then stops. */
  @Override
  public void stop() {
    stopping.countDown();
    postmen.forEach(MailDelivery::stop);
    try {
      for (Thread thread : threads) {
        thread.join(FAREWELL);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}

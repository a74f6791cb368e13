package offprint.server.digest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import offprint.server.TestDatabase;
import offprint.server.feed.Trending;
import offprint.server.home.Home;
import offprint.server.mail.DeliveryStep;
import offprint.server.mail.EmailAddress;
import offprint.server.mail.MailConfig;
import offprint.server.mail.MessageIds;
import offprint.server.mail.MimeMessages;
import offprint.server.method.Methods;
import offprint.server.paper.Papers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The parts of the mail over a data folder, without a web server, at a time of the test's. */
public final class Mailroom implements AutoCloseable {
  static final String SITE = "https://papers.example.org";

  final Home home;
  final Papers papers;
  final MailConfig config;
  final SubscriberTable subscribers;
  final MailTable mails;
  final Links links;
  final LetterWriter writer;
  final Subscriptions subscriptions;
  final TestClock clock;
  Function<String, List<Long>> questions = _ -> List.of();
  Function<Subscriber, Interests> personal = subscriber -> Interests.of(subscriber.wishes());

  Mailroom(Path folder, int smtpPort, String now) {
    this(TestDatabase.open(folder), smtpPort, now);
  }

  Mailroom(Home home, int smtpPort, String now) {
    this.home = home;
    this.clock = new TestClock(now);
    this.config =
        MailConfig.OFF
            .with(new MailConfig.Smtp("127.0.0.1", smtpPort, MailConfig.Security.NONE, "", ""))
            .withFrom("papers@offprint.example.org")
            .withSite(SITE)
            .withPace(1_000_000, 1);
    this.papers = new Papers(home);
    JdbcClient sql = JdbcClient.create(home.dataSource());
    this.subscribers = new SubscriberTable(sql);
    this.mails = new MailTable(sql);
    this.links = new Links(home, config);
    this.writer = new LetterWriter(papers, new Methods(), config);
    this.subscriptions = new Subscriptions(home, papers, links, config, clock);
  }

  /** A clock that the test sets. */
  public static final class TestClock extends Clock {
    private Instant now;

    public TestClock(String now) {
      this.now = Instant.parse(now);
    }

    public void set(String time) {
      now = Instant.parse(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** Puts papers on a day's list: id, title, upvotes, topic, author. */
  void list(String day, String... lines) {
    StringBuilder text = new StringBuilder();
    int rank = papers.countListed(LocalDate.parse(day), LocalDate.parse(day));
    for (String line : lines) {
      String[] parts = line.split("\\|");
      text.append(
          """
          {"date":"%s","rank":%d,"id":"%s","title":"%s","summary":"The abstract of %s.","authors":[{"name":"%s"}],"publishedAt":"%sT00:00:00.000Z","upvotes":%s,"ai_keywords":["%s"]}
          """
              .formatted(
                  day, ++rank, parts[0], parts[1], parts[0], parts[4], day, parts[2], parts[3]));
    }
    try {
      var imported =
          papers.importLines(
              new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
      if (!imported.faults().isEmpty()) {
        throw new IllegalStateException(imported.faults().toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a subscriber whose address is confirmed. */
  Subscriber subscribe(String address, Schedule schedule, DigestPreferences digestPreferences) {
    EmailAddress parsed = EmailAddress.parse("address", address);
    subscribers.add(parsed, schedule, digestPreferences);
    Subscriber added = subscribers.find(parsed).orElseThrow();
    subscribers.activate(
        added.id(), clock.millis(), schedule.nextDue(clock.instant()), papers.last());
    return subscribers.find(parsed).orElseThrow();
  }

  static Schedule daily(int hour, String zone) {
    return new Schedule(Schedule.Rhythm.DAILY, DayOfWeek.MONDAY, hour, ZoneId.of(zone));
  }

  TransactionTemplate transaction() {
    return new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
  }

  Preparation preparation(DeliveryStep.Watch watch) {
    return new Preparation(
        subscribers,
        mails,
        new Editions(
            new NewPaperTable(JdbcClient.create(home.dataSource())),
            new Trending(home, papers, clock),
            papers,
            question -> questions.apply(question)),
        subscriber -> personal.apply(subscriber),
        transaction(),
        new MessageIds("offprint.example.org"),
        clock,
        watch);
  }

  /** Writes all mails that are due into the queue. */
  void prepare() {
    Preparation preparation = preparation(DeliveryStep.Watch.NONE);
    while (preparation.prepare(papers.last()) > 0) {
      // the next batch
    }
  }

  Outbox outbox() {
    return new Outbox(mails, subscribers, transaction(), clock);
  }

  MailDelivery postman(DeliveryStep.Watch watch) {
    return new MailDelivery(
        outbox(),
        subscribers,
        new MessageComposer(writer, links, new MimeMessages(config), clock, _ -> List.of()),
        java.util.Objects.requireNonNull(config.smtp()),
        EmailAddress.parse("from", config.from()),
        new Throttle(config.perMinute(), System::nanoTime),
        watch);
  }

  /** Carries all mails that may go now. */
  void carry() throws InterruptedException {
    MailDelivery mailDelivery = postman(DeliveryStep.Watch.NONE);
    outbox().beat(mailDelivery.node());
    Thread thread = new Thread(mailDelivery);
    thread.start();
    awaitIdle();
    mailDelivery.stop();
    thread.join();
  }

  /** Waits until no mail can go now. */
  void awaitIdle() throws InterruptedException {
    long deadline = System.nanoTime() + 600_000_000_000L;
    while (pending() > 0) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("mails are still on their way: " + counts());
      }
      Thread.sleep(50);
    }
  }

  private long pending() {
    return JdbcClient.create(home.dataSource())
        .sql(
            "select count(*) from mail where state in ('claimed', 'ending', 'ended') or (state ="
                + " 'queued' and next_try <= :now)")
        .param("now", clock.millis())
        .query(Long.class)
        .single();
  }

  Map<String, Long> counts() {
    return mails.counts(0);
  }

  /** The sections of the mails in the queue, the first first: "address: kind name [arXiv ids]". */
  List<String> queue() {
    List<String> lines = new ArrayList<>();
    List<Long> ids =
        JdbcClient.create(home.dataSource())
            .sql("select id from mail where state = 'queued' order by id")
            .query(Long.class)
            .list();
    for (long id : ids) {
      Mail mail = mails.find(id).orElseThrow();
      Subscriber to = subscribers.find(mail.subscriber()).orElseThrow();
      for (Section section : mail.sections()) {
        lines.add(
            "%s: %s %s%s"
                .formatted(
                    to.address(),
                    section.title(),
                    papers.withIds(section.papers()).stream().map(p -> p.arxiv()).toList(),
                    section.more() == 0 ? "" : " +" + section.more()));
      }
    }
    return lines;
  }

  @Override
  public void close() {
    home.close();
  }
}

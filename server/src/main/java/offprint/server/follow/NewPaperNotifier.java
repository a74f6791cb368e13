package offprint.server.follow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import offprint.server.home.Home;
import offprint.server.paper.NameFolding;
import offprint.server.paper.Papers;
import offprint.server.search.Search;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notifies followers of new papers. Progress is stored in the transaction that writes the notices,
 * so that after a kill, or with several processes, nobody is notified twice or forgotten.
 */
@Component
final class NewPaperNotifier implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(NewPaperNotifier.class);
  private static final long PAUSE_SECONDS = 60; // the search index contains earlier papers by then
  private static final int PUBLISHED_DAYS = 60;
  private static final int LISTED_DAYS = 14;
  private static final int ANSWERS = 100;
  private static final Duration KEPT = Duration.ofDays(180);

  private final NewPaperNotifierTable table;
  private final NoticeTable notices;
  private final FollowTable follows;
  private final Papers papers;
  private final Search search;
  private final TransactionTemplate transaction;
  private final Clock clock = Clock.systemUTC();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "lookout");
  private volatile boolean running;

  NewPaperNotifier(Home home, Papers papers, Search search) {
    JdbcClient sql = JdbcClient.create(home.dataSource());
    this.table = new NewPaperNotifierTable(sql);
    this.notices = new NoticeTable(sql);
    this.follows = new FollowTable(sql);
    this.papers = papers;
    this.search = search;
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
    thread.setDaemon(true);
  }

  /** Notifies of papers up to a row number. */
  void look(long upTo) {
    long from = table.reached();
    if (upTo <= from) {
      return;
    }
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    NewPaperNotifierTable.Since since =
        new NewPaperNotifierTable.Since(
            today.minusDays(PUBLISHED_DAYS).toString(),
            today.minusDays(LISTED_DAYS).toString(),
            now.toEpochMilli());
    Map<String, List<Long>> answers = new LinkedHashMap<>();
    for (String question : follows.searches()) {
      answers.put(
          NameFolding.key(question),
          search.newest(question, ANSWERS).hits().stream()
              .map(Search.Hit::paper)
              .filter(paper -> paper > from && paper <= upTo)
              .toList());
    }
    transaction.executeWithoutResult(
        _ -> {
          if (table.advance(from, upTo)) {
            table.tell(from, upTo, since);
            answers.forEach((key, found) -> found.forEach(paper -> table.tell(key, paper, since)));
          }
        });
  }

  private void run() {
    long settled = 0;
    try {
      while (!stopping.await(PAUSE_SECONDS, TimeUnit.SECONDS)) {
        long last = settled;
        settled = step(last);
      }
    } catch (InterruptedException _) {
      stopping.countDown();
    }
  }

  /**
   * @return the greatest row number now
   */
  private long step(long settled) {
    try {
      long last = papers.last();
      if (search.isComplete()) {
        look(settled);
      }
      notices.deleteBefore(clock.millis() - KEPT.toMillis());
      return last;
    } catch (RuntimeException e) {
      LOG.error("followers are not told of new papers yet", e);
      return settled;
    }
  }

  @Override
  public void start() {
    thread.start();
    running = true;
  }

  @Override
  public void stop() {
    stopping.countDown();
    try {
      thread.join(Duration.ofSeconds(15));
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

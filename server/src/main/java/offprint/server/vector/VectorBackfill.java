package offprint.server.vector;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Computes missing vectors on a background thread and writes them {@value #BATCH} at a time; a kill
 * loses at most one batch.
 */
@Component
final class VectorBackfill implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(VectorBackfill.class);
  private static final int BATCH = 32;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final Duration BETWEEN_REPORTS = Duration.ofMinutes(1);

  private final Papers papers;
  private final SentenceModel model;
  private final Vectors vectors;
  private final VectorTable table;
  private final TransactionTemplate transaction;
  private volatile @Nullable Work work;
  private @Nullable Thread thread;
  private CountDownLatch stopped = new CountDownLatch(0);

  VectorBackfill(Home home, Papers papers, SentenceModel model, Vectors vectors) {
    this.papers = papers;
    this.model = model;
    this.vectors = vectors;
    this.table = new VectorTable(JdbcClient.create(home.dataSource()), model.name());
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
  }

  /** Progress of one pass over the stale papers. */
  private static final class Work {
    private final long stale;
    private final long beginNanos = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private long reportNanos = beginNanos;

    Work(long stale) {
      this.stale = stale;
    }

    double perSecond() {
      return done.get() / Math.max(1e-9, (System.nanoTime() - beginNanos) / 1e9);
    }
  }

  VectorProgress progress() {
    long all = table.countPapers();
    long missing = table.countStale();
    Work now = work;
    double rate = now == null ? 0 : now.perSecond();
    long left = rate == 0 ? 0 : (long) Math.ceil(missing / rate);
    return new VectorProgress(model.name(), vectors.isOn(), all, all - missing, rate, left);
  }

  @Override
  public void start() {
    if (!vectors.isOn()) {
      return;
    }
    stopped = new CountDownLatch(1);
    thread = new Thread(this::follow, "vectors");
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    long seen = -1;
    while (vectors.isOn() && !stopped(BETWEEN_LOOKS)) {
      try {
        long changes = papers.changes();
        if (changes != seen) {
          table.deleteOthers();
          pass();
          seen = changes;
        }
      } catch (DataAccessException e) {
        LOG.warn("vectors wait for the database: {}", e.getMessage());
      } catch (IllegalStateException e) {
        vectors.fail(e);
      }
    }
  }

  private boolean stopped(Duration patience) {
    try {
      return stopped.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void pass() {
    long stale = table.countStale();
    if (stale == 0) {
      return;
    }
    Work now = new Work(stale);
    work = now;
    try {
      List<VectorTable.Stale> batch = table.stale(0, 0, BATCH);
      while (!batch.isEmpty() && !stopped(Duration.ZERO)) {
        supply(batch);
        now.done.addAndGet(batch.size());
        report(now);
        VectorTable.Stale last = batch.getLast();
        batch = table.stale(last.changed(), last.paper(), BATCH);
      }
      LOG.info("vectors of {} papers are up to date", now.done.get());
    } finally {
      work = null;
    }
  }

  private void report(Work now) {
    if (System.nanoTime() - now.reportNanos > BETWEEN_REPORTS.toNanos()) {
      now.reportNanos = System.nanoTime();
      LOG.info(
          "vectors: {} of {} papers, {} a second",
          now.done.get(),
          now.stale,
          Math.round(now.perSecond() * 10) / 10.0);
    }
  }

  private record Made(VectorTable.Stale paper, String digest, byte[] vector) {}

  private void supply(List<VectorTable.Stale> batch) {
    List<VectorTable.Stale> kept = new ArrayList<>();
    List<Made> made = new ArrayList<>();
    for (VectorTable.Stale paper : batch) {
      if (stopped(Duration.ZERO)) {
        break;
      }
      String text = text(paper.title(), paper.summary());
      String digest = digest(text);
      if (digest.equals(paper.digest())) {
        kept.add(paper);
      } else {
        float[] vector = model.documents(List.of(text))[0];
        made.add(new Made(paper, digest, HalfFloats.write(vector)));
      }
    }
    transaction.executeWithoutResult(_ -> write(kept, made));
  }

  private void write(List<VectorTable.Stale> kept, List<Made> made) {
    kept.forEach(table::keep);
    if (!made.isEmpty()) {
      long change = table.nextChange();
      made.forEach(one -> table.store(one.paper(), one.digest(), one.vector(), change));
    }
  }

  /** The text that represents a paper. */
  static String text(String title, String summary) {
    return (title + ". " + summary).replaceAll("\\s+", " ").strip();
  }

  static String digest(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    stopped.countDown();
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread = null;
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
